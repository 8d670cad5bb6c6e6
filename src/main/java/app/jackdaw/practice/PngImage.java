package app.jackdaw.practice;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes pictures as PNG files: true colour, eight bits, one IDAT chunk. Pure; any thread. */
final class PngImage {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** Filter type of PNG: each byte as the difference to the pixel on its left. */
    private static final byte FILTER_SUB = 1;

    private PngImage() {}

    static byte[] draw(int width, int height, Picture picture) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", pixels(width, height, picture));
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeInt(width);
        out.writeInt(height);
        // bits per channel, colour type RGB, then the only known compression, filter, no interlace
        out.write(new byte[] {8, 2, 0, 0, 0});
        return header.toByteArray();
    }

    private static byte[] pixels(int width, int height, Picture picture) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream packed = new DeflaterOutputStream(data, fast)) {
            byte[] row = new byte[1 + 3 * width];
            row[0] = FILTER_SUB;
            for (int y = 0; y < height; y++) {
                int left = 0;
                for (int x = 0; x < width; x++) {
                    int rgb = picture.rgb(x, y);
                    row[1 + 3 * x] = (byte) ((rgb >> 16) - (left >> 16));
                    row[2 + 3 * x] = (byte) ((rgb >> 8) - (left >> 8));
                    row[3 + 3 * x] = (byte) (rgb - left);
                    left = rgb;
                }
                packed.write(row);
            }
        } finally {
            fast.end();
        }
        return data.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
