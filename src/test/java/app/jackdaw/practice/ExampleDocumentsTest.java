package app.jackdaw.practice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.practice.PracticeDocument.Fate;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExampleDocumentsTest {

    private final ExampleDocuments documents = new ExampleDocuments();

    @Test
    void thereIsOneOfEveryKindThatAPersonMeets() {
        List<PracticeDocument> all = documents.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(34).hasSize(PracticePlatform.DOCUMENTS);
        assertThat(all).allMatch(d -> d.token().matches("[A-Za-z0-9]{27}"));
        assertThat(all).extracting(PracticeDocument::fate).contains(Fate.FORBIDDEN, Fate.GONE);
        assertThat(all).extracting(PracticeDocument::size).contains(0L);
        assertThat(all.stream().filter(d -> d.tableId() != null)).hasSizeGreaterThan(1);
        assertThat(all.stream().filter(d -> d.linkLife().toMinutes() == 2)).hasSize(1);

        List<String> names = all.stream().map(PracticeDocument::name).toList();
        assertThat(names).contains("aux.txt", "报价:最终?.png", "合同-2026.pdf", "简历_王伟.pdf");
        assertThat(names).anyMatch(n -> n.getBytes(StandardCharsets.UTF_8).length > 255);
        assertThat(namesThatOccurTwice(names)).containsExactly("IMG_0001.png");
        List<String> folded = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        assertThat(namesThatOccurTwice(folded))
                .containsExactlyInAnyOrder("img_0001.png", "logo.png");
    }

    @Test
    void contentsAreTheSameOnEveryStartAndDifferFromEachOther() {
        ExampleDocuments other = new ExampleDocuments();
        Set<String> digests = new HashSet<>();
        for (PracticeDocument document : documents.all()) {
            PracticeDocument twin = requireNonNull(other.find(document.token()));
            assertThat(document.sha256()).as(document.name()).isEqualTo(twin.sha256());
            assertThat(document.size()).isEqualTo(twin.size());
            assertThat(digests.add(document.sha256())).as(document.name()).isTrue();
        }
    }

    @Test
    void imagesAreImages() throws IOException {
        for (PracticeDocument document : ofType("image/png")) {
            BufferedImage image;
            try (InputStream bytes = document.from(0)) {
                image = ImageIO.read(bytes);
            }
            assertThat(image).as(document.name()).isNotNull();
            assertThat(image.getRGB(0, 0))
                    .isNotEqualTo(image.getRGB(image.getWidth() / 2, image.getHeight() - 1));
        }
    }

    @Test
    void pdfFilesListTheirObjectsWhereTheyAre() throws IOException {
        for (PracticeDocument document : ofType("application/pdf")) {
            String text;
            try (InputStream bytes = document.from(0)) {
                text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
            assertThat(text).startsWith("%PDF-1.4\n").endsWith("\n%%EOF\n");
            int end = text.lastIndexOf("startxref\n") + "startxref\n".length();
            int table = Integer.parseInt(text.substring(end, text.indexOf('\n', end)));
            assertThat(text.startsWith("xref\n0 ", table)).as(document.name()).isTrue();
            Matcher place = Pattern.compile("(\\d{10}) 00000 n ").matcher(text.substring(table));
            int number = 0;
            while (place.find()) {
                number++;
                int at = Integer.parseInt(place.group(1));
                assertThat(text.startsWith(number + " 0 obj\n", at)).isTrue();
            }
            assertThat(number).isGreaterThan(7);
        }
    }

    @Test
    void theVideoIsAChainOfBoxesOfAboutTwelveMegabytes() throws IOException {
        PracticeDocument video = ofType("video/mp4").getFirst();
        assertThat(video.size()).isBetween(11_000_000L, 14_000_000L);
        List<String> boxes = new ArrayList<>();
        try (DataInputStream bytes = new DataInputStream(video.from(0))) {
            for (long at = 0; at < video.size(); ) {
                int length = bytes.readInt();
                boxes.add(new String(bytes.readNBytes(4), StandardCharsets.US_ASCII));
                bytes.skipNBytes(length - 8);
                at += length;
            }
            assertThat(bytes.read()).isEqualTo(-1);
        }
        assertThat(boxes).containsExactly("ftyp", "moov", "mdat");
    }

    @Test
    void framesHaveTheLengthThatTheIndexStates() throws IOException {
        PracticeDocument video = ofType("video/mp4").getFirst();
        long firstFrame = video.size() - 150L * PcmFrames.FRAME_BYTES;
        for (int frame : new int[] {0, 1, 75, 149}) {
            try (DataInputStream bytes =
                    new DataInputStream(
                            video.from(firstFrame + (long) frame * PcmFrames.FRAME_BYTES))) {
                assertThat(bytes.readInt()).isEqualTo(PcmFrames.FRAME_BYTES - 4);
                assertThat(bytes.readUnsignedByte()).isEqualTo(0x65);
            }
        }
    }

    @Test
    void theVideoCanBeReadFromAnyByte() throws IOException {
        PracticeDocument video = ofType("video/mp4").getFirst();
        byte[] beginning;
        try (InputStream bytes = video.from(0)) {
            beginning = bytes.readNBytes(200_000);
        }
        for (int offset : new int[] {1, 31, 500, 701, 90_001, 199_999}) {
            try (InputStream bytes = video.from(offset)) {
                assertThat(bytes.readNBytes(beginning.length - offset))
                        .as("from %d", offset)
                        .isEqualTo(Arrays.copyOfRange(beginning, offset, beginning.length));
            }
        }
    }

    @Test
    void theArchiveAndTheJsonCanBeRead() throws IOException {
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(ofType("application/zip").getFirst().from(0))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
                assertThat(zip.readAllBytes()).isNotEmpty();
            }
        }
        assertThat(entries).containsExactly("说明.txt", "data/prices.csv");
        try (InputStream json = ofType("application/json").getFirst().from(0)) {
            assertThat(JsonMapper.shared().readTree(json).path("items")).hasSize(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void theExampleTextNamesEveryDocumentOnce(String tag) {
        String text = new ExampleText(documents).in(Locale.forLanguageTag(tag));
        String json = text.substring(text.indexOf('['));
        String lines = text.substring(0, text.indexOf('['));

        List<String> tokens = new ArrayList<>();
        Matcher token = Pattern.compile("\\b[A-Za-z0-9]{27}\\b").matcher(lines);
        while (token.find()) {
            tokens.add(token.group());
        }
        for (JsonNode entry : JsonMapper.shared().readTree(json)) {
            tokens.add(entry.path("file_token").asString());
        }
        assertThat(tokens)
                .containsExactlyInAnyOrderElementsOf(
                        documents.all().stream().map(PracticeDocument::token).toList());
    }

    @Test
    void theExampleTextHasColumnsInTheLanguageAndExtraInJson() {
        ExampleText example = new ExampleText(documents);
        String chinese = example.in(Locale.SIMPLIFIED_CHINESE);
        String english = example.in(Locale.FRENCH);

        assertThat(chinese.lines().filter(l -> l.matches("\\w{27}\t\\S+\t\\S+"))).hasSize(5);
        assertThat(chinese).contains("采购合同");
        assertThat(english.lines().filter(l -> l.matches("\\w{27}\t[ -~]+\t[ -~]+"))).hasSize(5);
        for (JsonNode entry :
                JsonMapper.shared().readTree(chinese.substring(chinese.indexOf('[')))) {
            PracticeDocument document =
                    requireNonNull(documents.find(entry.path("file_token").asString()));
            assertThat(entry.path("size").asLong()).isEqualTo(document.size());
            assertThat(entry.path("name").asString()).isEqualTo(document.name());
            assertThat(entry.path("url").asString()).contains("extra=").contains("bitablePerm");
            assertThat(document.tableId()).isEqualTo(ExampleDocuments.GUARDED_TABLE);
        }
    }

    private List<PracticeDocument> ofType(String mediaType) {
        List<PracticeDocument> found =
                documents.all().stream().filter(d -> d.mediaType().equals(mediaType)).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Set<String> namesThatOccurTwice(List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        counts.values().removeIf(count -> count < 2);
        return counts.keySet();
    }
}
