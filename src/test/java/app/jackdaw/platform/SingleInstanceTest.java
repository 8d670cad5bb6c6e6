package app.jackdaw.platform;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Requirement;
import app.jackdaw.platform.SingleInstance.Answer;
import app.jackdaw.platform.SingleInstance.Claim;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real locks, real sockets, and real processes where a process makes the difference. */
class SingleInstanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path folder;
    private final BlockingQueue<InstanceCall> calls = new LinkedBlockingQueue<>();

    /** A short path, and one that no UNIX domain socket can have: that one goes over a port. */
    @ParameterizedTest
    @ValueSource(ints = {1, 150})
    void theSecondStartHandsItsArgumentsToTheFirst(int length) throws Exception {
        Path data = folder.resolve("数".repeat(length / 3 + 1)).resolve("d".repeat(length));
        InstanceCall call = new InstanceCall(folder, List.of("清单, a b.csv", "", "--flag=\"x\"\n"));
        try (SingleInstance first = SingleInstance.own(data, calls::add).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(SingleInstance.tell(data, call, PATIENCE)).isEqualTo(Answer.TAKEN);
            assertThat(calls.poll(120, TimeUnit.SECONDS)).isEqualTo(call);
            assertThat(Files.exists(data.resolve("instance.sock"))).isEqualTo(length == 1);
        }
        assertThat(SingleInstance.tell(data, call, PATIENCE)).isEqualTo(Answer.NOBODY);
    }

    @Test
    void thereIsOneOwnerAtATime() throws Exception {
        try (SingleInstance first = SingleInstance.own(folder, calls::add).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(SingleInstance.own(folder, calls::add)).isEmpty();
        }
        SingleInstance.own(folder, calls::add).orElseThrow().close();
    }

    @Test
    void nobodyIsThereAtFirst() throws Exception {
        Path absent = folder.resolve("absent");
        assertThat(SingleInstance.tell(absent, InstanceCall.of(), SHORT)).isEqualTo(Answer.NOBODY);
        assertThat(absent).doesNotExist();
    }

    @Test
    void aKilledOwnerIsNobodyAndItsPlaceIsFree() throws Exception {
        Process owner = otherProcess("own");
        try {
            assertThat(SingleInstance.own(folder, calls::add)).isEmpty();
            assertThat(SingleInstance.tell(folder, InstanceCall.of("a"), PATIENCE))
                    .isEqualTo(Answer.TAKEN);
        } finally {
            owner.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("instance.sock")).exists();
        assertThat(SingleInstance.tell(folder, InstanceCall.of(), PATIENCE))
                .isEqualTo(Answer.NOBODY);
        try (SingleInstance next = SingleInstance.own(folder, calls::add).orElseThrow()) {
            assertThat(next).isNotNull();
            assertThat(SingleInstance.tell(folder, InstanceCall.of("b"), PATIENCE))
                    .isEqualTo(Answer.TAKEN);
            assertThat(folder.resolve("instance.address")).content().startsWith("unix");
        }
    }

    @Test
    void anOwnerThatDoesNotAnswerIsSilent() throws Exception {
        Process owner = otherProcess("lock");
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            leaveAddress("port " + mute.getLocalPort());
            assertThat(SingleInstance.tell(folder, InstanceCall.of(), SHORT))
                    .isEqualTo(Answer.SILENT);
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    void aStrangerOnTheOldPortIsNobody() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            leaveAddress("port " + mute.getLocalPort());
            assertThat(SingleInstance.tell(folder, InstanceCall.of(), SHORT))
                    .isEqualTo(Answer.NOBODY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix", "port x", "port 99999999", "nonsense"})
    void aDamagedAddressIsNobody(String where) throws Exception {
        leaveAddress(where);
        assertThat(SingleInstance.tell(folder, InstanceCall.of(), SHORT)).isEqualTo(Answer.NOBODY);
    }

    @Test
    void aCallerWithoutTheKeyIsNotHeard() throws Exception {
        Path data = folder.resolve("d".repeat(150));
        try (SingleInstance first = SingleInstance.own(data, calls::add).orElseThrow()) {
            assertThat(first).isNotNull();
            Path address = data.resolve("instance.address");
            List<String> lines = Files.readAllLines(address);
            Files.write(address, List.of(lines.get(0), "0".repeat(32)));
            assertThat(SingleInstance.tell(data, InstanceCall.of("x"), PATIENCE))
                    .isNotEqualTo(Answer.TAKEN);
            Files.write(address, lines);
            assertThat(SingleInstance.tell(data, InstanceCall.of("y"), PATIENCE))
                    .isEqualTo(Answer.TAKEN);
        }
        assertThat(calls.poll(120, TimeUnit.SECONDS)).isNotNull();
        assertThat(calls).isEmpty();
    }

    @Test
    @Requirement(44)
    void ofStartsAtTheSameMomentOneIsTheInstanceAndTheOthersFindIt() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Process> starts = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    starts.add(otherProcess("claim"));
                }
                for (Process start : starts) {
                    start.getOutputStream().write('g');
                    start.getOutputStream().flush();
                }
                List<Character> became = new ArrayList<>();
                for (Process start : starts) {
                    became.add((char) start.getInputStream().read());
                }
                // every round but the first finds what the kill before it has left lying about
                assertThat(became).as("round %d", round).containsOnlyOnce('o').contains('t');
                assertThat(became).as("round %d", round).containsOnly('o', 't');
            } finally {
                for (Process start : starts) {
                    start.destroyForcibly().waitFor();
                }
            }
        }
    }

    @Test
    @Requirement(44)
    void whoeverHasNotOpenedItsDoorYetIsWaitedFor() throws Exception {
        Process owner = otherProcess("lock");
        List<Duration> waits = new ArrayList<>();
        try {
            Claim claim =
                    claim(duration -> {
                        waits.add(duration);
                        if (waits.size() == 3) {
                            try {
                                owner.destroyForcibly().waitFor();
                            } finally {
                                assertThat(owner.isAlive()).isFalse();
                            }
                        }
                    });
            assertThat(claim).isInstanceOf(Claim.Owned.class);
            ((Claim.Owned) claim).instance().close();
            assertThat(waits).hasSize(3);
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    @Requirement(44)
    void aStartWhileTheFirstIsEndingWaitsForItsPlace() throws Exception {
        Process owner = otherProcess("own");
        List<Duration> waits = new ArrayList<>();
        try {
            assertThat(claim(waits::add)).isEqualTo(new Claim.Refused(Answer.TAKEN));
            owner.getOutputStream().write('d');
            owner.getOutputStream().flush();
            assertThat(owner.getInputStream().read()).isEqualTo('d');
            Claim claim =
                    claim(duration -> {
                        waits.add(duration);
                        closeAllElse(owner);
                    });
            assertThat(waits).as("with the door closed and the lock held").hasSize(1);
            assertThat(claim).isInstanceOf(Claim.Owned.class);
            ((Claim.Owned) claim).instance().close();
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    @Requirement(44)
    void whoeverHoldsTheLockAndNeverAnswersIsSilentInTheEnd() throws Exception {
        Process owner = otherProcess("lock");
        AtomicLong passed = new AtomicLong();
        try {
            assertThat(claim(duration -> passed.addAndGet(duration.toNanos()), passed::get))
                    .isEqualTo(new Claim.Refused(Answer.SILENT));
            assertThat(passed.get()).isGreaterThanOrEqualTo(PATIENCE.toNanos());
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    void whoeverAsksTwiceInOneProcessIsNotSentAway() throws Exception {
        try (SingleInstance first = SingleInstance.own(folder, calls::add).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(claim(_ -> {})).isEqualTo(new Claim.Shared());
        }
        assertThat(calls).isEmpty();
    }

    @Test
    @Requirement(44)
    void whoeverCannotOpenADoorHoldsTheLockAllTheSame() throws Exception {
        Files.createDirectories(folder.resolve("instance.address/in the way"));
        Files.createDirectories(folder.resolve("instance.address.new/in the way"));
        try (SingleInstance first = SingleInstance.own(folder, calls::add).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(SingleInstance.own(folder, calls::add)).isEmpty();
        }
    }

    private static void closeAllElse(Process owner) throws InterruptedException {
        try {
            owner.getOutputStream().close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
        owner.waitFor();
    }

    private Claim claim(SingleInstance.Pause pause) throws Exception {
        return claim(pause, () -> 0);
    }

    private Claim claim(SingleInstance.Pause pause, LongSupplier nanos) throws Exception {
        return SingleInstance.claim(folder, calls::add, InstanceCall.of(), PATIENCE, nanos, pause);
    }

    private void leaveAddress(String where) throws IOException {
        Files.write(folder.resolve("instance.address"), List.of(where, "0".repeat(32)));
    }

    private Process otherProcess(String role) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherInstance.class.getName(),
                                role,
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.getInputStream().read()).isEqualTo('r');
        return process;
    }
}
