package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A platform that does anything; {@code -Djackdaw.seed=} repeats a failure. */
class LinkBookPropertyTest {

    @Test
    @Fault({35, 36})
    @Requirement(23)
    void whateverThePlatformDoesEveryItemHasItsOwnLinkOrAReason() throws Exception {
        long seed = Long.getLong("jackdaw.seed", 20261123L);
        for (int round = 0; round < 60; round++) {
            long own = seed + round;
            Random random = new Random(own);
            VirtualTicker time = new VirtualTicker();
            FakeApi platform = new FakeApi(time);
            platform.latency = () -> Duration.ofMillis(random.nextInt(50));
            platform.links = call -> randomAnswer(call, random);
            LinkBook links = new LinkBook(time, time);
            links.use(
                    new Feishu(platform, time, random)
                            .session(new Identity.AccessToken(Platform.FEISHU, new Secret("u-x"))));
            List<MediaItem> items = new ArrayList<>();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                String extra = random.nextInt(3) == 0 ? "{\"g\":" + random.nextInt(2) + "}" : null;
                items.add(item("t" + i).withExtra(extra));
            }
            Set<String> answered = Collections.synchronizedSet(new HashSet<>());
            FutureTask<String> task =
                    new FutureTask<>(() -> {
                        links.fetch(items, (item, _, _, _) -> answered.add(item.id()));
                        return "";
                    });
            time.start(task);
            task.get();
            assertThat(answered).as("seed %d", own).hasSize(count);
            for (MediaItem item : items) {
                LinkState state = links.state(item.id());
                if (state instanceof LinkState.Ready(TemporaryLink link)) {
                    assertThat(link.url())
                            .as("seed %d", own)
                            .isEqualTo(FakeApi.linkOf(item.token()));
                } else {
                    assertThat(state).as("seed %d", own).isInstanceOf(LinkState.Refused.class);
                }
            }
            assertThat(platform.calls).allMatch(call -> call.tokens().size() <= 5);
        }
    }

    private static ApiAnswer randomAnswer(FakeApi.Call call, Random random)
            throws ProblemException {
        List<String> tokens = new ArrayList<>(call.tokens());
        Collections.shuffle(tokens, random);
        return switch (random.nextInt(12)) {
            case 0 -> FakeApi.code(403, 1061004);
            case 1 -> FakeApi.code(400, 1061002);
            case 2 -> FakeApi.tooOften("1");
            case 3 -> FakeApi.code(500, 1061001);
            case 4 -> FakeApi.ok(tokens.subList(0, random.nextInt(tokens.size() + 1)));
            case 5 -> {
                tokens.addAll(call.tokens());
                tokens.add("stranger");
                yield FakeApi.ok(tokens);
            }
            case 6 -> new ApiAnswer(200, Map.of(), "<html>");
            case 7 -> throw new ProblemException(Problem.of(Cause.CONNECTION_CUT, "h"));
            case 8 ->
                    FakeApi.entries(
                            FakeApi.entry(tokens.getFirst(), "https://evil.example/")
                                    + (tokens.size() > 1
                                            ? ","
                                                    + FakeApi.entry(
                                                            tokens.get(1),
                                                            FakeApi.linkOf(tokens.get(1)))
                                            : ""));
            default -> FakeApi.ok(tokens);
        };
    }

    private static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1));
    }
}
