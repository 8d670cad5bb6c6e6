package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.practice.PracticeDocument;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the start card to files on disk with the example, in each language. */
class AppJourneyTest extends JourneyTest {

    /** In the example without the {@code extra} that it needs. */
    private static final String WITHOUT_EXTRA = "Odad9lsRS5dUnJjkXRqyEo8Vet1";

    private static List<PracticeDocument> documents() throws IOException {
        PracticeSettings settings = PracticeSettings.of(Instant::now, System::nanoTime, _ -> {});
        try (PracticePlatform practice = PracticePlatform.start(settings)) {
            return practice.documents();
        }
    }

    private static boolean isServed(PracticeDocument document) {
        return document.fate() == PracticeDocument.Fate.SERVED
                && !document.token().equals(WITHOUT_EXTRA);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void exampleEndsAsFilesOnDisk(Language language) throws Exception {
        Messages words = new Messages(language);
        List<PracticeDocument> documents = documents();
        List<PracticeDocument> served =
                documents.stream().filter(AppJourneyTest::isServed).toList();
        start(language == Language.CHINESE ? "zh" : "en");

        assertThat(app.isVisible("startPane")).isTrue();
        app.fire("tryExampleButton");
        app.await("the example is in the box", () -> app.typed("tokenArea").length() > 500);
        assertThat(app.isVisible("startPane")).isFalse();
        app.fire("addButton");
        assertThat(app.rows()).isEqualTo(documents.size()).isGreaterThanOrEqualTo(30);
        assertThat(app.typed("tokenArea")).isBlank();
        app.fire("downloadButton");

        long bytes = served.stream().mapToLong(PracticeDocument::size).sum();
        String size = new Formats(words, ZoneOffset.UTC).size(bytes);
        int refused = documents.size() - served.size();
        String finished =
                words.get(
                        "status.finishedWithProblems",
                        served.size(),
                        documents.size(),
                        size,
                        0,
                        refused,
                        0);
        app.await("the counts close", () -> app.label("statusMessage").equals(finished));

        assertThat(digests(downloads()))
                .containsExactlyInAnyOrderElementsOf(
                        served.stream().map(PracticeDocument::sha256).toList());
        Map<String, String> status = app.byToken("columnStatus");
        for (PracticeDocument document : documents) {
            String expected =
                    isServed(document)
                            ? words.get("transfer.saved")
                            : switch (document.fate()) {
                                case FORBIDDEN -> brief(words, "NOT_SHARED");
                                case GONE -> brief(words, "FILE_DELETED");
                                case SERVED -> brief(words, "NOT_SHARED");
                            };
            assertThat(status).as(document.name()).containsEntry(document.token(), expected);
        }
        assertThat(app.isVisible("problemsPanel")).isTrue();
        assertThat(app.node("identityStatus", Label.class).getStyleClass()).contains("connected");
    }

    private static String brief(Messages words, String cause) {
        return words.brief(Problem.of(Problem.Cause.valueOf(cause)));
    }
}
