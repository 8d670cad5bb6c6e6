package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A few kills with every build; {@code -Djackdaw.kills=200} for many. */
class CrashTest {

    @Test
    @Fault({47, 48, 49})
    @Requirement({1, 16})
    void whateverIsKilledGoesOnAndNothingIsWrong(
            @TempDir(factory = TempDirFactory.Standard.class) Path folder) throws Exception {
        long seed = Long.getLong("jackdaw.seed", System.nanoTime());
        int kills = Integer.getInteger("jackdaw.kills", 2);
        CrashFigures figures = new CrashTrial(folder, seed).run(kills);
        System.out.println("seed " + seed + ": " + figures);
        assertThat(figures.isGood()).as("seed %d: %s", seed, figures).isTrue();
    }
}
