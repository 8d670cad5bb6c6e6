package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.net.FaultServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trials in processes of their own. */
class TrialsTest {

    private static final long PATIENCE_SECONDS = 240;

    @ParameterizedTest
    @EnumSource
    @Fault({13, 16})
    @Requirement({10, 16})
    void twoVersionsNeverMeet(VersionTrial.Server server, @TempDir Path folder) throws Exception {
        int size = 24 << 20; // else all of it would be less than what may be fetched again
        VersionTrial.Row row = new VersionTrial(size, 16 << 20).run(server, Tool.JACKDAW, folder);
        assertThat(row.exit()).isEqualTo("0");
        assertThat(row.isGood(size)).as("%s", row).isTrue();
    }

    @Test
    @Requirement(37)
    @Fault(78)
    void fiftyThousandFilesAndThirtyTwoRunningOnesFitIntoASmallHeap(@TempDir Path folder)
            throws Exception {
        try (FaultServer server = MemoryTrial.server()) {
            for (String start : List.of("first", "second")) {
                Process process =
                        Children.startTelling(
                                MemoryTrial.class,
                                List.of("-Xmx128m"),
                                folder.toString(),
                                server.uri("/").toString());
                Heard trial = new Heard(process);
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String said = String.join(", ", trial.everything());
                System.out.println(start + " start in 128 MiB: " + said);
                assertThat(said).contains("50000 in the list, 32 receive, 49968 queued");
                assertThat(ended).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        }
        try (KeptLedger ledger = KeptLedger.open(folder.resolve("ledger.db"))) {
            assertThat(ledger.entries()).hasSize(MemoryTrial.FILES);
        }
    }

    /** How long that takes is for {@link StartTrial} to measure. */
    @Test
    @Requirement(37)
    @Fault(78)
    void theWindowShowsFiftyThousandRowsOfItsLedgerInASmallHeap(@TempDir Path folder)
            throws Exception {
        StartTrial.fill(folder, StartTrial.ROWS);
        StartTrial.Row start = StartTrial.start(folder, StartTrial.ROWS, StartTrial.HEAP);
        System.out.println("in the window: " + start);
        assertThat(start.rows()).isEqualTo(StartTrial.ROWS);
    }
}
