package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.store.Layout.Bounds;
import app.jackdaw.store.Layout.Column;
import app.jackdaw.store.Layout.Order;
import app.jackdaw.store.Layout.Shown;
import app.jackdaw.store.Layout.Sort;
import app.jackdaw.store.Layout.Table;
import app.jackdaw.store.Layout.Window;
import app.jackdaw.store.Layout.WindowState;
import app.jackdaw.store.Settings.Account;
import app.jackdaw.store.Settings.Caution;
import app.jackdaw.store.Settings.Downloads;
import app.jackdaw.store.Settings.Draft;
import app.jackdaw.store.Settings.IdentityKind;
import app.jackdaw.store.Settings.Language;
import app.jackdaw.store.Settings.Look;
import app.jackdaw.store.Settings.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files; waiting is a gate that the test opens. */
class SettingsStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:48:05Z");
    private static final Duration DELAY = Duration.ofSeconds(2);

    @TempDir Path folder;
    private final BlockingQueue<Problem> troubles = new LinkedBlockingQueue<>();

    @Test
    void everythingComesBack() {
        Settings settings = everything();
        try (SettingsStore store = open()) {
            assertThat(store.current()).isEqualTo(Settings.DEFAULTS);
            store.update(_ -> settings);
        }
        try (SettingsStore store = open()) {
            assertThat(store.current()).isEqualTo(settings);
            assertThat(store.problem()).isEmpty();
        }
        assertThat(troubles).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aStoreThatIsOnlyReadWritesNothing() {
        Path absent = folder.resolve("absent");
        open(absent).close();
        assertThat(absent).doesNotExist();
    }

    @Test
    void aMissingFolderIsMadeWithTheFirstWriteAndTheFileIsTheUsersAlone() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        try (SettingsStore store = open(deep)) {
            store.update(it -> it.withLook(new Look(Language.ZH, Theme.DARK)));
        }
        Path file = deep.resolve("settings.json");
        assertThat(file).exists();
        Assumptions.assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void changesAreWrittenTogetherAfterTheDelay() throws Exception {
        BlockingQueue<Duration> waits = new LinkedBlockingQueue<>();
        Semaphore gate = new Semaphore(0);
        SettingsStore.Pause pause =
                duration -> {
                    waits.add(duration);
                    gate.acquire();
                };
        try (SettingsStore store =
                SettingsStore.open(folder, () -> NOW, DELAY, pause, troubles::add)) {
            for (int atOnce = 1; atOnce <= 9; atOnce++) {
                int wanted = atOnce;
                store.update(it ->
                        it.withDownloads(
                                new Downloads(
                                        null,
                                        wanted,
                                        0,
                                        5,
                                        Settings.Conflicts.KEEP_BOTH,
                                        Settings.Dates.OF_SAVING)));
            }
            assertThat(waits.poll(90, TimeUnit.SECONDS)).isEqualTo(DELAY);
            assertThat(file()).doesNotExist();
            gate.release();
            await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(file()));
            assertThat(Files.readString(file())).contains("\"filesAtOnce\" : 9");
        }
    }

    @Test
    void flushAndCloseDoNotWaitForTheDelay() throws IOException {
        SettingsStore store = open();
        store.update(it ->
                it.withDownloads(
                        new Downloads(
                                null,
                                7,
                                0,
                                5,
                                Settings.Conflicts.KEEP_BOTH,
                                Settings.Dates.OF_SAVING)));
        store.flush();
        assertThat(Files.readString(file())).contains("\"filesAtOnce\" : 7");
        store.update(it ->
                it.withDownloads(
                        new Downloads(
                                null,
                                8,
                                0,
                                5,
                                Settings.Conflicts.KEEP_BOTH,
                                Settings.Dates.OF_SAVING)));
        store.close();
        assertThat(Files.readString(file())).contains("\"filesAtOnce\" : 8");
        store.update(it ->
                it.withDownloads(
                        new Downloads(
                                null,
                                9,
                                0,
                                5,
                                Settings.Conflicts.KEEP_BOTH,
                                Settings.Dates.OF_SAVING)));
        store.close();
        assertThat(Files.readString(file())).contains("\"filesAtOnce\" : 8");
    }

    @Test
    void aDiskThatDoesNotAnswerDoesNotKeepTheEndWaiting() throws Exception {
        Path blocked = Files.createFile(folder.resolve("blocked"));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        SettingsStore.Pause forEver = _ -> new CountDownLatch(1).await();
        SettingsStore store =
                SettingsStore.open(
                        blocked.resolve("settings"),
                        () -> NOW,
                        DELAY,
                        forEver,
                        _ -> {
                            writing.countDown();
                            try {
                                answer.await(); // a write ends when its failure has been told
                            } catch (InterruptedException hurried) {
                                Thread.currentThread().interrupt();
                            }
                        });
        store.update(_ -> everything());
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(() -> store.close(Duration.ofMillis(1)));
        writing.await();
        assertThat(closed).succeedsWithin(Duration.ofSeconds(90));
        Files.delete(blocked);
        answer.countDown();
        store.close();
    }

    @Test
    void membersOfALaterVersionStay() throws IOException {
        Files.writeString(
                file(),
                """
                {"version": 1, "later": {"deep": [1, 2]},
                 "look": {"theme": "dark", "zoom": 1.5},
                 "table": {"columns": [{"id": "columnName", "width": 300, "pinned": true}]}}
                """);
        try (SettingsStore store = open()) {
            assertThat(store.current().look().theme()).isEqualTo(Theme.DARK);
            store.update(it -> it.withLook(new Look(Language.EN, Theme.LIGHT)));
        }
        assertThat(Files.readString(file()).replaceAll("\\s", ""))
                .contains("\"later\":{\"deep\":[1,2]}")
                .contains("\"zoom\":1.5")
                .contains("\"pinned\":true")
                .contains("\"theme\":\"light\"")
                .contains("\"version\":1");
    }

    @Test
    void aValueThatIsUnsetLeavesTheFile() throws IOException {
        Path destination = folder.resolve("目标").toAbsolutePath();
        try (SettingsStore store = open()) {
            store.update(it ->
                    it.withDownloads(
                            new Downloads(
                                    destination,
                                    4,
                                    0,
                                    5,
                                    Settings.Conflicts.KEEP_BOTH,
                                    Settings.Dates.OF_SAVING)));
            store.flush();
            assertThat(Files.readString(file())).contains("目标");
            store.update(it ->
                    it.withDownloads(
                            new Downloads(
                                    null,
                                    4,
                                    0,
                                    5,
                                    Settings.Conflicts.KEEP_BOTH,
                                    Settings.Dates.OF_SAVING)));
        }
        try (SettingsStore store = open()) {
            assertThat(store.current().downloads().destination()).isNull();
        }
    }

    /** A locale without Unicode has no Chinese folders, another system no drive D. */
    @ParameterizedTest
    @ValueSource(strings = {"/a\\u0000b", "D:relative\\\\to/every system"})
    void aDestinationThatIsNoneHereStaysUntilAnotherIsChosen(String kept) throws IOException {
        String member = "\"destination\" : \"" + kept + "\"";
        Files.writeString(file(), "{\"downloads\": {" + member + "}}");
        Path chosen = folder.resolve("chosen").toAbsolutePath();
        try (SettingsStore store = open()) {
            assertThat(store.current().downloads().destination()).isNull();
            store.update(it -> it.withDraft(new Draft("typed", "")));
            store.update(it -> it.withDownloads(downloads(null, 7)));
            store.flush();
            assertThat(Files.readString(file())).contains(member, "\"filesAtOnce\" : 7");
            store.update(it -> it.withDownloads(downloads(chosen, 7)));
            store.flush();
            assertThat(Files.readString(file())).doesNotContain(member);
            store.update(it -> it.withDownloads(downloads(null, 7)));
        }
        assertThat(Files.readString(file())).doesNotContain("destination");
    }

    private static Downloads downloads(@Nullable Path destination, int atOnce) {
        return new Downloads(
                destination, atOnce, 0, 5, Settings.Conflicts.KEEP_BOTH, Settings.Dates.OF_SAVING);
    }

    @Test
    void aFileOfALaterMajorVersionIsReadAndNeverWritten() throws IOException {
        String later = "{\"version\": 2, \"look\": {\"theme\": \"dark\"}}";
        Files.writeString(file(), later);
        try (SettingsStore store = open()) {
            assertThat(store.current().look().theme()).isEqualTo(Theme.DARK);
            assertThat(store.problem().map(Problem::cause)).contains(Problem.Cause.SETTINGS_NEWER);
            store.update(_ -> everything());
            store.flush();
        }
        assertThat(file()).hasContent(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "nonsense", "{} {}", "\u0000\u0000", "{\"draft\": \"\\q\"}"})
    void aDamagedFileIsSetAsideWithItsDate(String content) throws IOException {
        Files.writeString(file(), content);
        Path aside = folder.resolve("settings-damaged-20261123-034805.json");
        try (SettingsStore store = open()) {
            assertThat(store.current()).isEqualTo(Settings.DEFAULTS);
            assertThat(store.problem().orElseThrow().cause())
                    .isEqualTo(Problem.Cause.SETTINGS_DAMAGED);
            assertThat(store.problem().orElseThrow().arguments()).containsExactly(aside.toString());
            store.update(_ -> everything());
        }
        assertThat(aside).hasContent(content);
        Files.writeString(file(), content);
        open().close();
        assertThat(folder.resolve("settings-damaged-20261123-034805-1.json")).exists();
    }

    @Test
    void aFileThatCannotBeReadIsLeftAlone() throws IOException {
        Files.createDirectory(file()); // reading a folder fails for everybody, root too
        try (SettingsStore store = open()) {
            assertThat(store.problem().map(Problem::cause))
                    .contains(Problem.Cause.SETTINGS_NOT_READ);
            store.update(_ -> everything());
        }
        assertThat(file()).isDirectory();
    }

    @Test
    void aFailureToWriteIsToldOnceAndTheNextWriteTriesAgain() throws IOException {
        Path blocked = folder.resolve("blocked");
        Files.createFile(blocked); // a file where the folder should be
        try (SettingsStore store = open(blocked.resolve("settings"))) {
            store.update(it ->
                    it.withDownloads(
                            new Downloads(
                                    null,
                                    7,
                                    0,
                                    5,
                                    Settings.Conflicts.KEEP_BOTH,
                                    Settings.Dates.OF_SAVING)));
            store.flush();
            store.flush();
            assertThat(troubles)
                    .extracting(Problem::cause)
                    .containsExactly(Problem.Cause.SETTINGS_NOT_SAVED);
            Files.delete(blocked);
            store.flush();
        }
        assertThat(blocked.resolve("settings").resolve("settings.json")).exists();
    }

    @Test
    void aLinkedFileStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "{}");
        try {
            Files.createSymbolicLink(file(), real);
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            Assumptions.abort("no symbolic links here");
        }
        try (SettingsStore store = open()) {
            store.update(_ -> everything());
        }
        assertThat(file()).isSymbolicLink();
        assertThat(real).content().contains("cli_a1b2c3d4e5f60708");
    }

    static Settings everything() {
        return new Settings(
                new Account(
                        Platform.Kind.OTHER,
                        "https://open.example.com:8443",
                        "cli_a1b2c3d4e5f60708",
                        IdentityKind.ACCESS_TOKEN),
                new Look(Language.ZH, Theme.DARK),
                new Downloads(
                        Path.of("下载 夹").toAbsolutePath(),
                        9,
                        2_000_000,
                        2,
                        Settings.Conflicts.ASK,
                        Settings.Dates.OF_THE_SERVER),
                new Layout(
                        new Window(
                                new Bounds(-1200.5, 40, 1360, 840),
                                WindowState.MAXIMISED,
                                Map.of("mainSplit", 0.31),
                                Set.of("credentialsPanel")),
                        new Table(
                                List.of(
                                        new Column("columnSize", 84, Shown.VISIBLE),
                                        new Column("columnName", 240.25, Shown.VISIBLE),
                                        new Column("columnToken", 100, Shown.HIDDEN)),
                                List.of(new Sort("columnValidFor", Order.DESCENDING)))),
                Set.of(Caution.LINKS_ARE_KEYS),
                new Draft("boxcnabc\t张三\t合同\nboxcndef \"x\" \\ \n", "{\"a\":\"扩展\"}"),
                false);
    }

    private Path file() {
        return folder.resolve("settings.json");
    }

    private SettingsStore open() {
        return open(folder);
    }

    /** Nothing is written before somebody asks for it. */
    private SettingsStore open(Path at) {
        SettingsStore.Pause forEver = _ -> new CountDownLatch(1).await();
        return SettingsStore.open(at, () -> NOW, DELAY, forEver, troubles::add);
    }
}
