package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was typed, chosen and named is kept while it is done, not at an end that may never come. */
class KilledWhileTypingTest extends JourneyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String EXTRA =
            "{\"bitablePerm\":{\"tableId\":\"tblABC123def\",\"attachments\":"
                    + "{\"fldABC\":{\"recDEF\":[\"boxcnabc123\"]}}}}";

    @Test
    @Requirement(16)
    void allOfItIsThereAfterAKill() throws Exception {
        String added = token();
        String draft = token();
        Path elsewhere = temporary.resolve("elsewhere");
        Process typing =
                start(
                        added + "\t合同 2026.pdf",
                        draft,
                        EXTRA,
                        "cli_a1b2c3d4e5f6a7b8",
                        elsewhere.toString());
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            isWritten("settings.json", "cli_a1b2c3d4e5f6a7b8")
                                    && isWritten("settings.json", draft)
                                    && isWritten("settings.json", "tblABC123def")
                                    && isWritten("settings.json", "elsewhere")
                                    && isWritten("jackdaw.db-wal", added));
        } finally {
            typing.destroyForcibly().waitFor();
        }
        start("en");
        assertThat(app.column("columnToken")).containsExactly(added);
        assertThat(app.column("columnName")).first().asString().contains("合同 2026.pdf");
        assertThat(app.typed("tokenArea")).contains(draft);
        assertThat(app.typed("extraField")).isEqualTo(EXTRA);
        assertThat(app.typed("appIdField")).isEqualTo("cli_a1b2c3d4e5f6a7b8");
        assertThat(app.typed("destinationField")).isEqualTo(elsewhere.toString());
    }

    private boolean isWritten(String file, String text) throws IOException {
        Path path = home().resolve(file);
        return Files.exists(path)
                && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text);
    }

    private Process start(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djackdaw.home=" + home(),
                                "-Djackdaw.downloads=" + downloads(),
                                "-Djackdaw.language=en",
                                "-Dglass.platform=Headless",
                                "-Dprism.order=sw",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Typist.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
