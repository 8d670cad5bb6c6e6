package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.shell.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are there already, under the setting "ask": nothing is replaced unasked. */
class ConflictJourneyTest extends JourneyTest {

    private static final byte[] OTHER = {1, 2, 3};

    /** Starts with the setting in force. */
    private Questions startAsking(Messages messages) throws Exception {
        start(messages.language() == Language.CHINESE ? "zh" : "en");
        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
        MenuItem ask = app.menuItem(messages.get("menu.conflicts.ask"));
        app.onFx(() -> {
            ask.fire();
            return null;
        });
        return new Questions(app.stage());
    }

    private static String name(StandInFile file) {
        return file.token().substring(0, 8) + ".bin";
    }

    private Path target(StandInFile file) {
        return downloads().resolve(name(file));
    }

    private Path second(StandInFile file) {
        return downloads().resolve(file.token().substring(0, 8) + " (2).bin");
    }

    /** Another file under the name of each. */
    private void inTheWay(List<StandInFile> files) throws IOException {
        Files.createDirectories(downloads());
        for (StandInFile file : files) {
            Files.write(target(file), OTHER);
        }
    }

    private List<Boolean> untouched(List<StandInFile> files) {
        return files.stream().map(file -> isOther(target(file))).toList();
    }

    private static boolean isOther(Path file) {
        try {
            return Arrays.equals(Files.readAllBytes(file), OTHER);
        } catch (IOException gone) {
            return false;
        }
    }

    private void awaitStatus(String... words) {
        app.await(
                "the rows say " + List.of(words),
                () -> app.column("columnStatus").equals(List.of(words)));
    }

    private void awaitSentence(String start, String end) {
        app.await(
                "the sentence ends with " + end,
                () -> {
                    String said = app.label("statusMessage");
                    return said.startsWith(start) && said.endsWith(end);
                });
    }

    /** What the chips above the table count. */
    private String chips() {
        return app.onFx(() ->
                app.stage().getScene().getRoot().lookupAll(".filter-chip").stream()
                        .filter(chip -> chip.isVisible())
                        .map(chip -> ((ButtonBase) chip).getText())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void everyFileGetsTheAnswerThatWasGivenForIt() throws Exception {
        List<StandInFile> files = serve(4);
        inTheWay(files.subList(0, 3));
        Files.write(target(files.get(3)), files.get(3).bytes());
        Questions questions = startAsking(ENGLISH);
        add(files);
        app.fire("downloadButton");

        DialogPane first = questions.awaitOne(name(files.get(0)));
        assertThat(untouched(files.subList(0, 3))).containsOnly(true);
        app.await(
                "each row says what it waits for",
                () ->
                        app.column("columnStatus")
                                .equals(
                                        List.of(
                                                "Needs answer",
                                                "Waiting its turn",
                                                "Waiting its turn",
                                                "Waiting its turn")));
        awaitSentence("Downloading: 0 of 4 done", "1 needs your answer");
        Questions.press(first, "conflictKeepBoth");
        DialogPane other = questions.awaitOne(name(files.get(1)));
        assertThat(untouched(files.subList(0, 3))).containsOnly(true);
        Questions.press(other, "conflictOverwrite");
        Questions.press(questions.awaitOne(name(files.get(2))), "conflictSkip");
        awaitStatus("Saved", "Saved", "Skipped", "Already here");
        questions.awaitNone();

        assertThat(target(files.get(0))).hasBinaryContent(OTHER);
        assertThat(second(files.get(0))).hasBinaryContent(files.get(0).bytes());
        assertThat(target(files.get(1))).hasBinaryContent(files.get(1).bytes());
        assertThat(target(files.get(2))).hasBinaryContent(OTHER);
        assertThat(target(files.get(3))).hasBinaryContent(files.get(3).bytes());
        assertThat(files(downloads())).hasSize(5);
        awaitSentence("Finished: 2 of 4 saved", "), 1 was here already, 1 skipped");
        assertThat(chips()).contains("Saved 2", "Already here 1", "Skipped 1");
        assertThat(app.column("columnProgress"))
                .containsExactly("✓ Saved", "✓ Saved", "Not saved", "✓ Already here");
        app.close();

        startConnectable();
        assertThat(app.column("columnStatus"))
                .as("after a restart")
                .containsExactly("Saved", "Saved", "Skipped", "Already here");
        assertThat(chips()).contains("Saved 2", "Already here 1", "Skipped 1");
    }

    @Test
    void anAnswerForAllIsAskedForOnceAndHoldsForThatStart() throws Exception {
        List<StandInFile> files = serve(6);
        inTheWay(files);
        Questions questions = startAsking(ENGLISH);
        add(files);
        app.fire("downloadButton");
        DialogPane only = questions.awaitOne(name(files.get(0)));
        Questions.tickForAll(only);
        Questions.press(only, "conflictSkip");
        awaitStatus(all("Skipped", 6));
        assertThat(questions.standing()).isEmpty();
        assertThat(untouched(files)).containsOnly(true);
        assertThat(files(downloads())).hasSize(6);
        awaitSentence("Finished: 0 of 6 saved", "), 6 skipped");

        app.fire("downloadButton");
        DialogPane again = questions.awaitOne(name(files.get(0)));
        Questions.tickForAll(again);
        Questions.press(again, "conflictKeepBoth");
        awaitStatus(all("Saved", 6));
        assertThat(questions.standing()).isEmpty();
        assertThat(untouched(files)).containsOnly(true);
        for (StandInFile file : files) {
            assertThat(second(file)).hasBinaryContent(file.bytes());
        }
    }

    private static String[] all(String word, int count) {
        return IntStream.range(0, count).mapToObj(_ -> word).toArray(String[]::new);
    }

    @Test
    void theQuestionGoesWithARowThatIsPausedOrCancelled() throws Exception {
        List<StandInFile> files = serve(3);
        inTheWay(files);
        Questions questions = startAsking(ENGLISH);
        add(files);
        app.fire("downloadButton");
        questions.awaitOne(name(files.get(0)));
        app.select(0);
        app.fire("pauseButton");
        questions.awaitOne(name(files.get(1)));
        app.select(1);
        app.fire("cancelButton");
        Questions.press(questions.awaitOne(name(files.get(2))), "conflictSkip");
        awaitStatus("Paused", "", "Skipped");
        questions.awaitNone();
        assertThat(untouched(files)).containsOnly(true);

        app.select(0);
        app.fire("resumeButton");
        Questions.press(questions.awaitOne(name(files.get(0))), "conflictOverwrite");
        awaitStatus("Saved", "", "Skipped");
        assertThat(target(files.get(0))).hasBinaryContent(files.get(0).bytes());
        assertThat(untouched(files)).containsExactly(false, true, true);
        assertThat(files(downloads())).hasSize(3);
    }

    /** Nobody said "skip". */
    @Test
    void whoQuitsOverAQuestionIsAskedAgainNextTime() throws Exception {
        List<StandInFile> files = serve(2);
        inTheWay(files);
        Questions questions = startAsking(ENGLISH);
        add(files);
        app.fire("downloadButton");
        questions.awaitOne(name(files.get(0)));
        app.close();
        assertThat(questions.standing()).isEmpty();
        assertThat(untouched(files)).containsOnly(true);

        startConnectable();
        assertThat(app.column("columnStatus")).doesNotContain("Skipped", "Saved");
        app.fire("resumeButton");
        Questions next = new Questions(app.stage());
        DialogPane asked = next.awaitOne(name(files.get(0)));
        Questions.tickForAll(asked);
        Questions.escape(asked);
        awaitStatus("Skipped", "Skipped");
        assertThat(untouched(files)).containsOnly(true);
        assertThat(files(downloads())).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void theQuestionSaysWhatItIsAboutInEveryLanguage(Language language) throws Exception {
        Messages messages = new Messages(language);
        List<StandInFile> files = serve(1);
        inTheWay(files);
        Questions questions = startAsking(messages);
        add(files);
        app.fire("downloadButton");
        DialogPane pane = questions.awaitOne(name(files.getFirst()));
        Map<String, String> buttons = new TreeMap<>();
        List<String> said =
                Questions.onFx(() -> {
                    pane.getButtonTypes().stream()
                            .map(type -> (ButtonBase) pane.lookupButton(type))
                            .forEach(button -> buttons.put(button.getId(), button.getText()));
                    return pane.lookupAll(".label").stream()
                            .filter(Label.class::isInstance)
                            .map(node -> ((Labeled) node).getText())
                            .toList();
                });
        assertThat(buttons)
                .isEqualTo(
                        Map.of(
                                "conflictKeepBoth", messages.get("conflict.keepBoth"),
                                "conflictOverwrite", messages.get("conflict.overwrite"),
                                "conflictSkip", messages.get("conflict.skip")));
        assertThat(said)
                .contains(
                        messages.get("conflict.title"),
                        messages.get(
                                "conflict.words", name(files.getFirst()), downloads().toString()))
                .as("both sizes")
                .anyMatch(text -> text.startsWith("3 B"))
                .contains(messages.size(files.getFirst().bytes().length));
        Questions.press(pane, "conflictSkip");
        awaitStatus(messages.get("transfer.skipped"));
    }
}
