package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was left by an earlier run comes back, and what stands in the way is told. */
class KeptStateTest {

    @TempDir Path home;

    private AppFolders folders() {
        return new AppFolders(
                home.resolve("settings"), home.resolve("data"), home.resolve("logs"), home);
    }

    private KeptState open() {
        return KeptState.open(folders(), Ticker.system());
    }

    private static void choose(KeptState kept, Settings.Theme theme) {
        kept.settings()
                .update(now -> now.withLook(new Settings.Look(now.look().language(), theme)));
    }

    @Test
    void settingsChangedBeforeTheEndAreThereAtTheNextStart() {
        try (KeptState kept = open()) {
            choose(kept, Settings.Theme.DARK);
        }
        try (KeptState kept = open()) {
            assertThat(kept.settings().current().look().theme()).isEqualTo(Settings.Theme.DARK);
            assertThat(kept.problems()).isEmpty();
        }
    }

    @Test
    void bothTroublesOfTheOpeningAreTold() throws Exception {
        Files.createDirectories(folders().settings());
        Files.writeString(folders().settings().resolve("settings.json"), "no json");
        Files.createDirectories(folders().data().resolve("jackdaw.db"));
        try (KeptState kept = open()) {
            assertThat(kept.problems())
                    .extracting(Problem::cause)
                    .hasSize(2)
                    .startsWith(Cause.SETTINGS_DAMAGED);
        }
    }

    @Test
    void whoAsksLaterIsToldWhatCannotBeWritten() throws Exception {
        List<Cause> told = new CopyOnWriteArrayList<>();
        Files.writeString(folders().settings(), "a file where the folder should be");
        KeptState kept = open();
        kept.whenNotWritten(problem -> told.add(problem.cause()));
        choose(kept, Settings.Theme.DARK);
        kept.close();
        assertThat(told).containsExactly(Cause.SETTINGS_NOT_SAVED);
    }

    @Test
    void whetherThereAreRowsIsKnownWithoutThem() {
        try (KeptState kept = open()) {
            assertThat(kept.hasRows()).isFalse();
            kept.ledger()
                    .record(
                            new LedgerEntry(
                                    MediaItem.ofToken("token", new ItemSource.PastedToken(1)),
                                    1,
                                    new TransferState.Idle(),
                                    null,
                                    null,
                                    null));
        }
        try (KeptState kept = open()) {
            assertThat(kept.hasRows()).isTrue();
            assertThat(kept.firstRows()).isEqualTo(kept.ledger().entries()).hasSize(1);
        }
    }

    @Test
    void aPastedLinkIsNoLongerKnownAndItsFileStillWanted() {
        MediaItem wanted = pastedLink(1);
        MediaItem begun = pastedLink(2);
        MediaItem saved = pastedLink(3);
        MediaItem token = MediaItem.ofToken("token", new ItemSource.PastedToken(4));
        try (KeptState kept = open()) {
            record(kept, wanted, new TransferState.Idle());
            record(kept, begun, new TransferState.Paused(1, 2));
            record(kept, saved, new TransferState.Saved(home.resolve("file"), 1));
            record(kept, token, new TransferState.Idle());
        }
        Map<String, Cause> recalled = new HashMap<>();
        try (KeptState kept = open()) {
            KeptState.refusedLinks(
                    kept.ledger().entries(), (id, problem) -> recalled.put(id, problem.cause()));
        }
        assertThat(recalled)
                .isEqualTo(
                        Map.of(
                                wanted.id(), Cause.PASTED_LINK_FORGOTTEN,
                                begun.id(), Cause.PASTED_LINK_FORGOTTEN));
    }

    private static MediaItem pastedLink(int line) {
        return MediaItem.ofPastedLink(
                "https://internal-api-drive-stream.feishu.cn/" + line,
                new ItemSource.PastedLink(line));
    }

    private static void record(KeptState kept, MediaItem item, TransferState state) {
        kept.ledger().record(new LedgerEntry(item, 1, state, null, null, null));
    }

    /** A list that cannot be opened has none, and keeps nobody waiting. */
    @Test
    void aListThatCannotBeOpenedHasNoRows() throws Exception {
        Files.createDirectories(folders().data().resolve("jackdaw.db"));
        try (KeptState kept = open()) {
            assertThat(kept.hasRows()).isFalse();
        }
    }
}
