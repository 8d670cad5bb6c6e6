package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Which volume is the one that a file was begun on, where systems number them anew. */
class HomeTest {

    /** On the volume that the user has, too. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder;

    /** Begun, and its part is not there. */
    private Job begun(Mount on) {
        Job job = new Job(Bench.item("t", "t.bin", 9L), 1);
        job.destination = folder;
        job.target(folder.resolve("t.bin"));
        job.part = new PartRecord(5, "ab", PartRecord.Stage.GROWING, null, null);
        job.mount = on;
        return job;
    }

    private Mount here() throws Exception {
        Mount here = Mount.of(folder);
        Mount ofUser = Mount.of(Path.of(System.getProperty("user.home")));
        assumeTrue(here != null && here.equals(ofUser), "temporary files lie elsewhere");
        return here;
    }

    /** A part that was deleted is begun anew, also when the machine was started meanwhile. */
    @Test
    @Fault(70)
    void theVolumeOfTheUsersOwnFilesMayHaveAnotherNumber() throws Exception {
        Mount here = here();
        Job job = begun(new Mount(here.number() + 1, here.point()));
        Home.require(job);
        assertThat(job.mount).isEqualTo(here);
    }

    @Test
    @Fault(69)
    void aFolderThatLayOnADriveOfItsOwnIsMissedWithoutIt() throws Exception {
        Job job = begun(new Mount(here().number() + 1, folder.toString()));
        assertThatThrownBy(() -> Home.require(job))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().cause()).isEqualTo(Cause.FOLDER_GONE));
        assertThat(job.missedAlone).as("everything is missing there").isFalse();
    }

    @Test
    @Fault(69)
    void whatIsMissedOnceIsNotMissedForEver() throws Exception {
        Job job = begun(here());
        job.missedAlone = true;
        Files.writeString(PartFile.beside(folder.resolve("t.bin"), job.item().shortDigest()), "a");
        Home.require(job);
        assertThat(job.missedAlone).isFalse();
    }
}
