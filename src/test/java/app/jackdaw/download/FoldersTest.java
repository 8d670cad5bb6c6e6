package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldersTest {

    private static final Path DESTINATION = Path.of("/home/somebody/Downloads");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a/b | a/b",
                "a\\b | a/b",
                "./a/./b/ | a/b",
                " a / b  | a/b",
                "a//b | a/b",
                ".hidden/x. | hidden/x",
                "CON/nul.txt | _CON/_nul.txt",
                "ab:c?/c | ab_c_/c",
                "` ` | ``"
            })
    void partsBecomeSafeNames(String folder, String expected) throws Exception {
        assertThat(Folders.below(DESTINATION, folder)).isEqualTo(DESTINATION.resolve(expected));
    }

    @Test
    @Requirement(43)
    void noTextLeadsOutOfTheDestination() {
        long seed = Long.getLong("jackdaw.seed", 20_261_126L);
        Random random = new Random(seed);
        String[] spices = {
            "..",
            ".",
            "/",
            "\\",
            "a",
            "C:",
            "~",
            " ",
            "\0",
            "长",
            "CON",
            "%2e%2e",
            "\u202e",
            "...",
            "//",
            "\\\\",
            "x".repeat(300),
            "\ud800",
            "．．",
            "\u2024\u2024"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(10); piece > 0; piece--) {
                text.append(spices[random.nextInt(spices.length)]);
            }
            String folder = text.toString();
            try {
                Path path = Folders.below(DESTINATION, folder);
                assertThat(path.normalize())
                        .as("seed %d: %s", seed, folder)
                        .startsWithRaw(DESTINATION)
                        .isEqualTo(path);
                assertThat(DESTINATION.relativize(path).getNameCount()).isLessThanOrEqualTo(8);
                for (Path part : DESTINATION.relativize(path)) {
                    assertThat(part.toString().getBytes(StandardCharsets.UTF_8).length)
                            .isLessThanOrEqualTo(FileNames.LONGEST);
                }
                assertThat(Folders.below(DESTINATION, folder)).isEqualTo(path);
            } catch (ProblemException refused) {
                assertThat(refused.problem().cause()).isEqualTo(Cause.FOLDER_REFUSED);
            }
        }
    }

    @Test
    void aFileInTheWayOfAFolderIsRefused(@TempDir Path destination) throws Exception {
        Files.writeString(destination.resolve("a"), "file");
        Path folder = Folders.below(destination, "a/b");
        assertThatThrownBy(() -> Folders.make(destination, folder))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aSymbolicLinkInsideTheDestinationIsFine(@TempDir Path destination) throws Exception {
        Files.createDirectory(destination.resolve("real"));
        Files.createSymbolicLink(destination.resolve("a"), destination.resolve("real"));
        Folders.make(destination, Folders.below(destination, "a/b"));
        assertThat(destination.resolve("real/b")).isDirectory();
    }
}
