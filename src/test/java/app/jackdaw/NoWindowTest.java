package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts it where there is no screen is told so, not left with a bare status. */
class NoWindowTest {

    private static final int PATIENCE_SECONDS = 180;

    @TempDir Path folder;

    @Test
    void withoutAScreenTheStartSaysWhatIsMissing() throws Exception {
        assumeTrue(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"),
                "elsewhere there always is one");
        ProcessBuilder start =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djackdaw.home=" + folder,
                        "-Duser.language=en",
                        "-Dlogback.configurationFile=logback.xml", // that of tests says all aloud
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
        start.environment().remove("DISPLAY");
        start.environment().remove("WAYLAND_DISPLAY");
        Process process = start.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(said)
                .contains("Jackdaw cannot open its window")
                .contains("GTK 3")
                .doesNotContain("\tat ");
    }
}
