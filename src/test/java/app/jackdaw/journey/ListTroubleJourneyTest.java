package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Volume;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is wrong with the file of the list is said in the window, with what can be done about
 * it, to the last word; and what was in the file is in it afterwards.
 */
class ListTroubleJourneyTest extends JourneyTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    private static final int ROWS = 12;

    /** Of the file's form; as a later release would write it. */
    private static final int LATER_VERSION = 900;

    /** Where a database file says that it is one, and of which kind. */
    private static final int HEADER = 100;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private Path file() {
        return home().resolve("jackdaw.db");
    }

    private static LedgerEntry entry(int number, TransferState state) {
        MediaItem item =
                MediaItem.ofToken(
                                "K7bQ0000%03dxWmR4tYs2HvNq00".formatted(number),
                                new ItemSource.PastedToken(number))
                        .withNames("名 " + number + ".pdf", null);
        return new LedgerEntry(item, number, state, null, null, null);
    }

    /** What an earlier run left. */
    private List<LedgerEntry> remembered() {
        List<LedgerEntry> rows =
                IntStream.range(0, ROWS)
                        .mapToObj(number ->
                                entry(
                                        number,
                                        number % 2 == 0
                                                ? new TransferState.Saved(
                                                        downloads().resolve("f" + number), number)
                                                : new TransferState.Paused(number, 100)))
                        .toList();
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            rows.forEach(ledger::record);
        }
        return rows;
    }

    /** What is in a file that nothing is wrong with. */
    private List<LedgerEntry> read() {
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            assertThat(ledger.problem()).isEmpty();
            return ledger.entries();
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Remembers all that the status bar ever says. */
    private void start(Language language) throws Exception {
        app =
                AppDriver.start(
                        new AppDriver.Setup(
                                home(), downloads(), language == Language.CHINESE ? "zh" : "en"),
                        stage -> {
                            Label message = (Label) stage.getScene().lookup("#statusMessage");
                            said.add(message.getText());
                            message.textProperty().addListener((_, _, text) -> said.add(text));
                        });
    }

    /** The sentence and its remedy stand there, and no end of them is cut off. */
    private void assertSays(Language language, Problem problem) {
        String sentence = new Messages(language).explainedInOneLine(problem);
        app.await("it says: " + sentence, () -> app.label("statusMessage").equals(sentence));
        assertThat(app.isVisible("statusMessage")).isTrue();
        Label message = app.node("statusMessage", Label.class);
        app.await(
                "it can be read to its end",
                () ->
                        app.onFx(() -> ((Text) message.lookup(".text")).getText())
                                .replaceAll("\\s", "")
                                .equals(sentence.replaceAll("\\s", "")));
    }

    /** The window can be worked with, whatever becomes of its list. */
    private void addOne() {
        int before = app.rows();
        add(token());
        app.await("a new row", () -> app.rows() == before + 1);
    }

    @ParameterizedTest
    @EnumSource
    @Fault(77)
    @Requirement({42, 44})
    void aListThatAnotherProgramHasOpenIsLeftToIt(Language language) throws Exception {
        List<LedgerEntry> rows = remembered();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            start(language);
            assertSays(language, Problem.of(Cause.LEDGER_LOCKED, file().toString()));
            assertThat(app.rows()).isZero();
            addOne();
            app.close();
            statement.execute("COMMIT");
        }
        assertThat(read()).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource
    @Fault(77)
    @Requirement(42)
    void aListOfANewerVersionIsLeftAsItIs(Language language) throws Exception {
        remembered();
        sql("PRAGMA user_version = " + LATER_VERSION);
        byte[] before = Files.readAllBytes(file());
        start(language);
        assertSays(language, Problem.of(Cause.LEDGER_NEWER, file().toString()));
        assertThat(app.rows()).isZero();
        addOne();
        app.close();
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    @Fault(76)
    @Requirement(42)
    void aDamagedListIsSetAsideAndItsRowsAreInTheNewOne(Language language) throws Exception {
        List<LedgerEntry> rows = remembered();
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.write(new byte[HEADER]);
        }
        byte[] damaged = Files.readAllBytes(file());
        start(language);
        List<Path> aside =
                files(home()).stream()
                        .filter(path -> path.getFileName().toString().contains(".damaged-"))
                        .toList();
        assertThat(aside).hasSize(1);
        assertThat(aside.getFirst()).hasBinaryContent(damaged);
        assertSays(language, Problem.of(Cause.LEDGER_DAMAGED, aside.getFirst().toString()));
        assertThat(app.column("columnToken"))
                .isEqualTo(rows.stream().map(row -> row.item().token()).toList());
        addOne();
        app.close();
        assertThat(read()).hasSize(ROWS + 1).startsWith(rows.toArray(LedgerEntry[]::new));
    }

    @Test
    @Requirement(42)
    void troubleWithTheSettingsHidesNotThatWithTheList() throws Exception {
        remembered();
        sql("PRAGMA user_version = 7");
        Files.writeString(home().resolve("settings.json"), "no settings");
        start(Language.ENGLISH);
        app.await(
                "both are told",
                () -> {
                    String told = app.label("statusMessage");
                    return told.contains(
                                    ENGLISH.explainedInOneLine(
                                            Problem.of(Cause.LEDGER_NEWER, file().toString())))
                            && told.contains("settings-damaged-");
                });
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({41, 42})
    void aListThatMayNotBeWrittenIsShownAndLeftAsItIs(Language language) throws Exception {
        List<LedgerEntry> rows = remembered();
        byte[] before = Files.readAllBytes(file());
        try (Volume _ = Volume.readOnly(file())) {
            start(language);
            assertSays(language, Problem.of(Cause.LEDGER_READ_ONLY, file().toString()));
            assertThat(app.column("columnToken"))
                    .isEqualTo(rows.stream().map(row -> row.item().token()).toList());
            addOne();
            app.close();
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(read()).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource
    @Fault(68)
    @Requirement({40, 42})
    void onAFullDiskTheListIsShownAndWrittenWhenThereIsRoom(Language language) throws Exception {
        try (Volume small = Volume.mount(home(), "size=4m")) {
            List<LedgerEntry> rows = remembered();
            Path ballast = fill(small);
            start(language);
            assertThat(app.rows()).isEqualTo(ROWS);
            addOne();
            String sentence =
                    new Messages(language)
                            .explainedInOneLine(
                                    Problem.of(
                                            Cause.LEDGER_NO_ROOM,
                                            String.valueOf(file().getParent())));
            app.await("it says: " + sentence, () -> said.contains(sentence));
            assertThat(app.rows()).isEqualTo(ROWS + 1);
            Files.delete(ballast);
            app.close();
            assertThat(read()).hasSize(ROWS + 1).startsWith(rows.toArray(LedgerEntry[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Fault(68)
    @Requirement({40, 42})
    void whoClosesOnAFullDiskIsToldWhatIsLost(Language language) throws Exception {
        try (Volume small = Volume.mount(home(), "size=4m")) {
            List<LedgerEntry> rows = remembered();
            Path ballast = fill(small);
            start(language);
            addOne();
            Problem noRoom = Problem.of(Cause.LEDGER_NO_ROOM, String.valueOf(file().getParent()));
            app.await(
                    "it says so",
                    () -> said.contains(new Messages(language).explainedInOneLine(noRoom)));
            assertAsksBeforeClosing(language, noRoom);
            assertThat(app.rows()).isEqualTo(ROWS + 1);

            Files.delete(ballast);
            app.close();
            assertThat(read()).hasSize(ROWS + 1).startsWith(rows.toArray(LedgerEntry[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement(42)
    void whoClosesOnAListThatIsNotKeptIsToldWhatIsLost(Language language) throws Exception {
        remembered();
        sql("PRAGMA user_version = " + LATER_VERSION);
        start(language);
        addOne();
        assertAsksBeforeClosing(language, Problem.of(Cause.LEDGER_NEWER, file().toString()));

        requestClose();
        question();
        answer(new Messages(language).get("quit.leave"));
        app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
    }

    @Test
    @Requirement(42)
    void whoOnlyLooksAtAListThatIsNotKeptIsNotAsked() throws Exception {
        remembered();
        try (Volume _ = Volume.readOnly(file())) {
            start(Language.ENGLISH);
            assertThat(app.rows()).isEqualTo(ROWS);
            requestClose();
            app.await("the window is gone", () -> !app.onFx(() -> app.stage().isShowing()));
            assertThat(dialogs()).isEmpty();
            app.close();
        }
    }

    /** And stays, when it is told to. */
    private void assertAsksBeforeClosing(Language language, Problem why) {
        Messages messages = new Messages(language);
        requestClose();
        assertThat(question().getContentText())
                .isEqualTo(messages.get("quit.notKept", messages.what(why), 0, 0))
                .contains(messages.what(why));
        answer(messages.get("quit.stay"));
        assertThat(app.onFx(() -> app.stage().isShowing())).isTrue();
    }

    /** To the last byte. */
    private static Path fill(Volume volume) throws IOException {
        Path ballast = volume.path().resolve("ballast");
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(volume.path()).getUsableSpace()).isZero();
        }
        return ballast;
    }
}
