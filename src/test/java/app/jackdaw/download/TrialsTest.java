package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trials in processes of their own. */
class TrialsTest {

    @ParameterizedTest
    @EnumSource
    @Fault({13, 16})
    @Requirement({10, 16})
    void twoVersionsNeverMeet(VersionTrial.Server server, @TempDir Path folder) throws Exception {
        int size = 6 << 20;
        VersionTrial.Row row = new VersionTrial(size, 12 << 20).run(server, folder);
        System.out.println(row);
        boolean unchanged = server == VersionTrial.Server.UNCHANGED;
        assertThat(row.result()).isEqualTo(unchanged ? "version1" : "version2");
        if (unchanged) {
            // at most what came between two records, and what was on its way
            assertThat(row.sentAgain()).isLessThan(size / 2 + (3 << 20));
        }
    }

    @Test
    @Requirement(37)
    @Fault(78)
    void fiftyThousandFilesFitIntoASmallHeap(@TempDir Path folder) throws Exception {
        Process trial = Children.start(MemoryTrial.class, List.of("-Xmx128m"), folder.toString());
        assertThat(trial.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(trial.exitValue()).isZero();
    }
}
