package app.jackdaw.practice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes small PDF files: pages of text and, on request, pages with a picture. Chinese lines use a
 * font that viewers bring along (STSong-Light of the Adobe-GB1 collection), so none is embedded.
 * One thread per file.
 */
final class PdfFile {

    /** A4 in points. */
    private static final int PAGE_WIDTH = 595;

    private static final int PAGE_HEIGHT = 842;

    private static final int LEFT = 64;
    private static final int FIRST_LINE = 760;
    private static final int LINE_STEP = 26;

    /** 1 catalogue, 2 pages, 3 Latin font, 4 to 6 Chinese font; what follows belongs to pages. */
    private static final int FIRST_FREE_OBJECT = 7;

    /** Between characters that the Latin font has and others. */
    private static final Pattern RUNS =
            Pattern.compile("(?<=[ -~])(?=[^ -~])|(?<=[^ -~])(?=[ -~])");

    private final List<byte[]> pageObjects = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();

    PdfFile page(String... lines) {
        StringBuilder text = new StringBuilder();
        int y = FIRST_LINE;
        for (int i = 0; i < lines.length; i++) {
            int size = i == 0 ? 22 : 13;
            text.append(show(lines[i], size, y));
            y -= i == 0 ? 2 * LINE_STEP : LINE_STEP;
        }
        int content = add(stream("", bytes(text.toString())));
        addPage("/Font << /F1 3 0 R /F2 4 0 R >>", content);
        return this;
    }

    /** Uncompressed on purpose: a file of a size that one can watch arriving. */
    PdfFile picturePage(String caption, int width, int height, Picture picture) {
        byte[] pixels = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = picture.rgb(x, y);
                pixels[at++] = (byte) (rgb >> 16);
                pixels[at++] = (byte) (rgb >> 8);
                pixels[at++] = (byte) rgb;
            }
        }
        String kind =
                String.format(
                        Locale.ROOT,
                        "/Type /XObject /Subtype /Image /Width %d /Height %d"
                                + " /ColorSpace /DeviceRGB /BitsPerComponent 8 ",
                        width,
                        height);
        int image = add(stream(kind, pixels));
        int shownWidth = PAGE_WIDTH - 2 * LEFT;
        int shownHeight = shownWidth * height / width;
        String placed =
                String.format(
                        Locale.ROOT,
                        "q %d 0 0 %d %d %d cm /Im Do Q\n",
                        shownWidth,
                        shownHeight,
                        LEFT,
                        FIRST_LINE - 40 - shownHeight);
        int content = add(stream("", bytes(show(caption, 18, FIRST_LINE) + placed)));
        addPage("/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im " + image + " 0 R >>", content);
        return this;
    }

    byte[] write() {
        List<byte[]> objects = new ArrayList<>();
        StringBuilder kids = new StringBuilder();
        pages.forEach(page -> kids.append(page).append(" 0 R "));
        objects.add(bytes("<< /Type /Catalog /Pages 2 0 R >>"));
        objects.add(
                bytes(
                        String.format(
                                Locale.ROOT,
                                "<< /Type /Pages /Kids [ %s] /Count %d >>",
                                kids,
                                pages.size())));
        objects.add(bytes("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
        objects.add(
                bytes(
                        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light"
                                + " /Encoding /UniGB-UCS2-H /DescendantFonts [ 5 0 R ] >>"));
        objects.add(
                bytes(
                        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
                                + " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2"
                                + " >> /FontDescriptor 6 0 R >>"));
        objects.add(
                bytes(
                        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
                                + " /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 880"
                                + " /Descent -120 /CapHeight 880 /StemV 93 >>"));
        objects.addAll(pageObjects);
        return assemble(objects);
    }

    private static byte[] assemble(List<byte[]> objects) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // the four high bytes tell transfer programs that this is not text
        file.writeBytes("%PDF-1.4\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder places = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            places.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.size()));
            file.writeBytes(bytes((i + 1) + " 0 obj\n"));
            file.writeBytes(objects.get(i));
            file.writeBytes(bytes("\nendobj\n"));
        }
        int table = file.size();
        int count = objects.size() + 1;
        file.writeBytes(bytes("xref\n0 " + count + "\n" + places));
        file.writeBytes(bytes("trailer\n<< /Size " + count + " /Root 1 0 R >>\n"));
        file.writeBytes(bytes("startxref\n" + table + "\n%%EOF\n"));
        return file.toByteArray();
    }

    private void addPage(String resources, int content) {
        String page =
                String.format(
                        Locale.ROOT,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 %d %d ] /Resources << %s >>"
                                + " /Contents %d 0 R >>",
                        PAGE_WIDTH,
                        PAGE_HEIGHT,
                        resources,
                        content);
        pages.add(add(bytes(page)));
    }

    private int add(byte[] object) {
        pageObjects.add(object);
        return FIRST_FREE_OBJECT + pageObjects.size() - 1;
    }

    private static byte[] stream(String entries, byte[] data) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.writeBytes(bytes("<< " + entries + "/Length " + data.length + " >>\nstream\n"));
        object.writeBytes(data);
        object.writeBytes(bytes("\nendstream"));
        return object.toByteArray();
    }

    /** Each run of Latin or other characters in the font that has them. */
    private static String show(String line, int size, int y) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "BT %d %d Td", LEFT, y));
        for (String run : RUNS.splitAsStream(line).toList()) {
            boolean latin = run.chars().allMatch(c -> c < 0x80);
            text.append(String.format(Locale.ROOT, latin ? " /F1 %d Tf " : " /F2 %d Tf ", size));
            text.append(latin ? literal(run) : hexadecimal(run)).append(" Tj");
        }
        return text.append(" ET\n").toString();
    }

    private static String literal(String latin) {
        return "(" + latin.replaceAll("([\\\\()])", "\\\\$1") + ")";
    }

    private static String hexadecimal(String text) {
        return "<" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)) + ">";
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
