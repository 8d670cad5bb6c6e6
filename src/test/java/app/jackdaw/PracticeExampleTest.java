package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The example's files are asked of the example, and no others are. */
class PracticeExampleTest {

    private static final String OWN = "Kp3mbXz9QoR7YtxVwLucd4NHnge";

    @Test
    void theExamplesFilesAreAskedOfTheExampleAlone() throws Exception {
        Ticker ticker = Ticker.system();
        String its = PracticePlatform.tokens().iterator().next();
        Platform company = Platform.other("https://open.example.com");
        Platform here = Platform.other("http://127.0.0.1:8080");
        try (PracticeExample example =
                new PracticeExample(
                        PracticeSettings.of(ticker::now, ticker::nanos, ticker::sleep))) {
            for (int start = 0; start < 2; start++) { // not running, and running
                for (Platform platform : new Platform[] {Platform.FEISHU, company}) {
                    assertThat(example.objection(platform, its)).contains(Cause.OF_THE_EXAMPLE);
                    assertThat(example.objection(platform, OWN)).isEmpty();
                }
                assertThat(example.objection(here, its)).as("perhaps another one").isEmpty();
                assertThat(example.objection(here, OWN)).isEmpty();
                Platform running = example.start(Locale.ENGLISH).identity().platform();
                assertThat(example.objection(running, its)).isEmpty();
                assertThat(example.objection(running, OWN)).contains(Cause.NOT_OF_THE_EXAMPLE);
            }
        }
    }
}
