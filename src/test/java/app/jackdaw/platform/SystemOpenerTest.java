package app.jackdaw.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.jackdaw.platform.OpenFailedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemOpenerTest {

    private static final int ABSENT = -1;
    private static final int STILL_RUNNING = -2;

    @TempDir Path folder;
    private Path file;
    private final List<List<String>> started = new ArrayList<>();

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("简历, 张 三's.pdf"));
    }

    @Test
    void windowsMarksTheFileAndQuotesItWhole() throws Exception {
        opener(OperatingSystem.WINDOWS, Map.of("explorer.exe", 1)).reveal(file);
        assertThat(started)
                .containsExactly(List.of("explorer.exe", "/select,", "\"" + file + "\""));
    }

    @Test
    void windowsOpensAFileWithoutCaringForTheStatusOfExplorer() throws Exception {
        opener(OperatingSystem.WINDOWS, Map.of("explorer.exe", 1)).openFile(file);
        assertThat(started).containsExactly(List.of("explorer.exe", "\"" + file + "\""));
    }

    @Test
    void windowsOpensAPageWithItsHandler() throws Exception {
        opener(OperatingSystem.WINDOWS, Map.of("rundll32.exe", 0))
                .openPage(URI.create("https://open.feishu.cn/app?a=1,2&b=中"));
        assertThat(started)
                .containsExactly(
                        List.of(
                                "rundll32.exe",
                                "url.dll,FileProtocolHandler",
                                "https://open.feishu.cn/app?a=1,2&b=%E4%B8%AD"));
    }

    @Test
    void macosHasOneProgramForAll() throws Exception {
        SystemOpener opener = opener(OperatingSystem.MACOS, Map.of("open", 0));
        opener.openFile(file);
        opener.reveal(file);
        opener.openPage(URI.create("https://open.feishu.cn/"));
        assertThat(started)
                .containsExactly(
                        List.of("open", file.toString()),
                        List.of("open", "-R", file.toString()),
                        List.of("open", "https://open.feishu.cn/"));
    }

    @Test
    void linuxAsksTheFileManagerOverTheBusInAscii() throws Exception {
        opener(OperatingSystem.LINUX, Map.of("gdbus", 0)).reveal(file);
        assertThat(started).hasSize(1);
        String list = started.getFirst().get(6);
        assertThat(list).startsWith("['file:///").endsWith("']").isASCII();
        assertThat(list.substring(2, list.length() - 2)).doesNotContain("'", ",", " ");
        assertThat(Path.of(URI.create(list.substring(2, list.length() - 2)))).isEqualTo(file);
    }

    @Test
    void linuxTriesTheOtherToolAndThenOpensTheFolder() throws Exception {
        opener(OperatingSystem.LINUX, Map.of("gdbus", ABSENT, "dbus-send", 1, "xdg-open", 0))
                .reveal(file);
        assertThat(started)
                .extracting(List::getFirst)
                .containsExactly("gdbus", "dbus-send", "xdg-open");
        assertThat(started.get(1)).contains("string:").anyMatch(it -> it.contains("%2C"));
        assertThat(Path.of(URI.create(started.get(2).get(1)))).isEqualTo(folder);
    }

    @Test
    void anOpenerThatStaysInFrontHasOpenedSomething() throws Exception {
        opener(OperatingSystem.LINUX, Map.of("xdg-open", STILL_RUNNING)).openFile(file);
        assertThat(started).hasSize(1);
    }

    @Test
    void failuresHaveAReason() {
        assertReason(
                Reason.NO_PROGRAM, () -> opener(OperatingSystem.LINUX, Map.of()).openFile(file));
        assertReason(
                Reason.NO_PROGRAM, () -> opener(OperatingSystem.WINDOWS, Map.of()).reveal(file));
        assertReason(
                Reason.REFUSED,
                () -> opener(OperatingSystem.LINUX, Map.of("xdg-open", 3)).openFile(file));
        assertReason(
                Reason.REFUSED,
                () -> opener(OperatingSystem.MACOS, Map.of("open", 1)).openFile(file));
        assertReason(
                Reason.MISSING,
                () ->
                        opener(OperatingSystem.MACOS, Map.of("open", 0))
                                .reveal(folder.resolve("gone.pdf")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "javascript:alert(1)", "/relative", "mailto:a@b"})
    void nothingButWebPagesIsOpenedAsAPage(String address) {
        for (OperatingSystem system : OperatingSystem.values()) {
            assertReason(
                    Reason.NOT_A_PAGE,
                    () -> opener(system, Map.of()).openPage(URI.create(address)));
        }
        assertThat(started).isEmpty();
    }

    @Test
    void realProgramsGetTheirArgumentsUntouched() throws Exception {
        Path copy = folder.resolve("an, other 名.txt");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path source = folder.resolve("Copy.java");
        Files.writeString(
                source,
                """
                void main(String[] names) throws Exception {
                    java.nio.file.Files.createFile(java.nio.file.Path.of(java.net.URI.create(names[0])));
                    System.exit(7);
                }
                """);
        OptionalInt status =
                ProgramLauncher.processes()
                        .run(
                                List.of(
                                        java.toString(),
                                        source.toString(),
                                        copy.toUri().toASCIIString()),
                                Duration.ofMinutes(1));
        assertThat(status).hasValue(7);
        assertThat(copy).exists();
    }

    private SystemOpener opener(OperatingSystem system, Map<String, Integer> programs) {
        ProgramLauncher launcher =
                (command, _) -> {
                    started.add(command);
                    int status = programs.getOrDefault(command.getFirst(), ABSENT);
                    if (status == ABSENT) {
                        throw new IOException("no such program");
                    }
                    return status == STILL_RUNNING ? OptionalInt.empty() : OptionalInt.of(status);
                };
        return new SystemOpener(system, launcher, Duration.ofSeconds(1));
    }

    private static void assertReason(
            Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(OpenFailedException.class)
                .isThrownBy(call)
                .extracting(OpenFailedException::reason)
                .isEqualTo(reason);
    }
}
