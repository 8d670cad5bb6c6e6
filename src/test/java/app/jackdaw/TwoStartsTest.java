package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Requirement;
import app.jackdaw.platform.InstanceCall;
import app.jackdaw.platform.SingleInstance;
import app.jackdaw.platform.SingleInstance.Answer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole application in processes of its own, started again on the same folder. */
class TwoStartsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @Requirement(44)
    void ofTwoAtTheSameMomentOneGoesAndAKillLeavesThePlaceFree() throws Exception {
        Process one = start();
        Process two = start();
        await().atMost(PATIENCE).until(() -> !one.isAlive() || !two.isAlive());
        Process gone = one.isAlive() ? two : one;
        Process first = one.isAlive() ? one : two;
        assertThat(gone.exitValue()).isZero();
        await().atMost(PATIENCE).until(() -> isAnswered());
        assertThat(first.isAlive()).isTrue();

        first.destroyForcibly().waitFor();
        assertThat(home().resolve("instance.lock")).exists();
        assertThat(isAnswered()).isFalse();
        start();
        await().atMost(PATIENCE).until(() -> isAnswered());
        await().atMost(PATIENCE).until(() -> Files.exists(home().resolve("jackdaw.db-wal")));
    }

    @Test
    @Requirement(44)
    void nothingIsOpenedBeforeTheLockIsHeldAndTheRefusalIsASentence() throws Exception {
        Files.createDirectories(home());
        try (FileChannel channel =
                FileChannel.open(
                        home().resolve("instance.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
            Process refused = start(SelfTest.SWITCH);
            assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
        }
        assertThat(home().resolve("jackdaw.db")).doesNotExist();
        assertThat(Files.readString(folder.resolve("words-1")))
                .contains("Another Jackdaw works with the list in " + home());
    }

    private boolean isAnswered() throws Exception {
        return SingleInstance.tell(home(), InstanceCall.of(), Duration.ofSeconds(20))
                == Answer.TAKEN;
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djackdaw.home=" + home(),
                        "-Djackdaw.downloads=" + folder.resolve("files"),
                        "-Dglass.platform=Headless",
                        "-Dprism.order=sw",
                        "-Duser.language=en",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        Path words = folder.resolve("words-" + (started.size() + 1));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(words.toFile())
                        .start();
        started.add(process);
        return process;
    }
}
