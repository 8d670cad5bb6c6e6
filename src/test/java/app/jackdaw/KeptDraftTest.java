package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.store.Settings;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.ui.model.TakenTexts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** What was typed comes back, however little time there was to keep it. */
class KeptDraftTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String LONG_TEXT = "boxcnabcdef一份合同\n".repeat(3_000);

    @TempDir Path folder;

    private final TakenTexts taken = new TakenTexts();
    private final List<Integer> cleaned = new CopyOnWriteArrayList<>();
    private final CountDownLatch cleaning = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private SettingsStore store;
    private KeptDraft draft;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() {
        store = openStore();
        draft = new KeptDraft(store, this::slowIfLong, taken, _ -> {});
    }

    @AfterEach
    void close() {
        goOn.countDown();
        store.close();
    }

    /** Nothing is written before somebody asks for it. */
    private SettingsStore openStore() {
        SettingsStore.Pause forEver = _ -> new CountDownLatch(1).await();
        return SettingsStore.open(folder, () -> Instant.EPOCH, LONG, forEver, _ -> {});
    }

    private String slowIfLong(String text) {
        cleaned.add(text.length());
        if (text.equals(LONG_TEXT)) {
            cleaning.countDown();
            try {
                goOn.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        return text;
    }

    /** What the next start finds. */
    private Settings.Draft onDisk() {
        try (SettingsStore next = openStore()) {
            return next.current().draft();
        }
    }

    @Test
    void theEndWaitsForALongTextThatWasTypedJustBefore() throws Exception {
        draft.is(LONG_TEXT, "{}");
        CompletableFuture<Void> end =
                CompletableFuture.runAsync(() -> {
                    draft.close(LONG);
                    store.close();
                });
        assertThat(cleaning.await(90, TimeUnit.SECONDS)).isTrue();
        goOn.countDown();
        assertThat(end).succeedsWithin(LONG);
        assertThat(onDisk().text().equals(LONG_TEXT)).isTrue();
        assertThat(onDisk().extra()).isEqualTo("{}");
    }

    @Test
    void theEndWaitsForATextOnlySoLong() {
        draft.is(LONG_TEXT, "");
        CompletableFuture<Void> end =
                CompletableFuture.runAsync(() -> draft.close(Duration.ofMillis(1)));
        assertThat(end).succeedsWithin(LONG);
    }

    @Test
    void aLongTextThatTakesItsTimeDoesNotReplaceANewerOne() throws Exception {
        draft.is(LONG_TEXT, "");
        assertThat(cleaning.await(90, TimeUnit.SECONDS)).isTrue();
        draft.is("boxcnnewer", "");
        goOn.countDown();
        draft.close(LONG);
        store.close();
        assertThat(onDisk().text()).isEqualTo("boxcnnewer");
    }

    /** Nothing orders the two files but this. */
    @Test
    void whatLeftTheEditorLeavesTheFileWhenItsRowsAreOnTheDisk() {
        draft.is("boxcnfirst", "{}");
        TakenTexts.Taken first = taken.take("boxcnfirst", "{}");
        first.leavesBut("");
        draft.is("", "");
        store.flush();
        assertThat(onDisk()).isEqualTo(new Settings.Draft("boxcnfirst", "{}"));
        draft.is("boxcnsecond", "");
        store.flush();
        assertThat(onDisk()).isEqualTo(new Settings.Draft("boxcnfirst\nboxcnsecond", "{}"));
        first.isKept();
        store.flush();
        assertThat(onDisk()).isEqualTo(new Settings.Draft("boxcnsecond", ""));
    }

    /** It is taken from the editor while its rows are made, which is work enough. */
    @Test
    void aLongTextIsCleanedOnceThoughItLeavesTheEditor() {
        goOn.countDown();
        draft.is(LONG_TEXT, "");
        draft.close(LONG);
        TakenTexts.Taken all = taken.take(LONG_TEXT, "");
        all.leavesBut("");
        draft.is("", "");
        draft.close(LONG);
        assertThat(cleaned).containsOnlyOnce(LONG_TEXT.length());
        all.isKept();
        store.close();
        assertThat(onDisk()).isEqualTo(new Settings.Draft("", ""));
    }

    /** At the end, the rows are written after the last that was typed. */
    @Test
    void theEndWaitsForWhatIsLeftOfALongTextWhenItsRowsAreThere() throws Exception {
        TakenTexts.Taken first = taken.take("boxcnfirst", "");
        first.leavesBut("");
        draft.is(LONG_TEXT, "");
        draft.close(LONG);
        first.isKept();
        assertThat(cleaning.await(90, TimeUnit.SECONDS)).isTrue();
        goOn.countDown();
        draft.close(LONG);
        store.close();
        assertThat(onDisk().text().equals(LONG_TEXT)).isTrue();
    }
}
