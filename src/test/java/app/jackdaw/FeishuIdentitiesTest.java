package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.Ticker;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import app.jackdaw.ui.model.CredentialsEntry;
import app.jackdaw.ui.model.IdentityKind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The example's files are asked of the example, the user's own of whom they signed in with. */
class FeishuIdentitiesTest {

    private static final MediaItem ITS = item("sample");
    private static final MediaItem OWN = item("Kp3mbXz9QoR7YtxVwLucd4NHnge");
    private static final Identity USER =
            new Identity.AccessToken(Platform.FEISHU, new Secret("u-7f1bc2a9d0e34c5b8a6d"));

    private final Ticker ticker = Ticker.system();
    private final FakeApi api = new FakeApi(ticker);
    private final LinkBook book = new LinkBook(ticker);
    private final FeishuIdentities identities =
            new FeishuIdentities(new Feishu(api, ticker, new Random(1)), book, Set.of(ITS.token()));

    private static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1));
    }

    private static Identity.App example() throws ProblemException {
        return new Identity.App(
                Platform.other("http://127.0.0.1:9"), "cli_example", new Secret("x"));
    }

    private Cause refusal(MediaItem item) {
        return catchThrowableOfType(ProblemException.class, () -> book.link(item, null))
                .problem()
                .cause();
    }

    private List<String> askers(MediaItem item) {
        return api.calls.stream()
                .filter(call -> call.tokens().contains(item.token()))
                .map(FakeApi.Call::accessToken)
                .toList();
    }

    private static CredentialsEntry chosen(Platform.Kind kind, String address) {
        Secret none = new Secret("");
        return new CredentialsEntry(kind, address, IdentityKind.APP, "", none, none);
    }

    @Test
    void beforeAnybodySignsInEachFileSaysWhatItWaitsFor() throws Exception {
        assertThat(refusal(ITS)).isEqualTo(Cause.OF_THE_EXAMPLE);
        assertThat(refusal(OWN)).isEqualTo(Cause.CREDENTIALS_MISSING);
        assertThat(identities.awaitsUser(ITS.token())).isFalse();
        assertThat(identities.awaitsUser(OWN.token())).isTrue();

        identities.serve(example());
        assertThat(refusal(OWN)).as("the fields are empty").isEqualTo(Cause.CREDENTIALS_MISSING);
        identities.use(example());
        assertThat(refusal(OWN)).as("they are not").isEqualTo(Cause.NOT_OF_THE_EXAMPLE);
        assertThat(api.calls).isEmpty();
    }

    /** Which hosts may serve a link depends on who gave it, too. */
    @Test
    void bothAreAskedAtOnceAndEachForItsOwnAlone() throws Exception {
        api.links =
                call ->
                        FakeApi.entries(
                                FakeApi.entry(
                                        call.tokens().getFirst(),
                                        "http://127.0.0.1:8/stream?code=x"));
        identities.use(USER);
        assertThat(refusal(ITS)).isEqualTo(Cause.OF_THE_EXAMPLE);
        assertThat(api.calls).isEmpty();

        identities.serve(example());
        assertThat(book.link(ITS, null).url()).startsWith("http://127.0.0.1:8/");
        assertThat(refusal(OWN)).isEqualTo(Cause.LINK_HOST_UNEXPECTED);
        identities.use(example()); // as it is when the fields hold it
        assertThat(refusal(OWN))
                .as("still asked with the user's")
                .isEqualTo(Cause.LINK_HOST_UNEXPECTED);
        assertThat(askers(ITS)).containsExactly("t-1");
        assertThat(askers(OWN)).containsOnly("u-7f1bc2a9d0e34c5b8a6d");
        assertThat(identities.platform()).isEqualTo(Platform.FEISHU);
    }

    /** Whatever listens on this computer may be another practice platform. */
    @Test
    void aPlatformOfTheUsersOwnOnThisComputerIsAskedUntilTheExampleRuns() throws Exception {
        Platform here = Platform.other("http://127.0.0.1:8080");
        api.links =
                call ->
                        FakeApi.entries(
                                FakeApi.entry(
                                        call.tokens().getFirst(), "http://127.0.0.1:8/x?code=x"));
        identities.chosen(chosen(Platform.Kind.OTHER, "http://127.0.0.1:8080"));
        assertThat(identities.awaitsUser(ITS.token())).isTrue();
        identities.use(new Identity.AccessToken(here, new Secret("u-7f1bc2a9d0e34c5b8a6d")));
        book.link(ITS, null);
        assertThat(askers(ITS)).containsExactly("u-7f1bc2a9d0e34c5b8a6d");

        identities.serve(example());
        assertThat(identities.awaitsUser(ITS.token())).isFalse();
        book.link(ITS, book.link(ITS, null));
        assertThat(askers(ITS)).containsExactly("u-7f1bc2a9d0e34c5b8a6d", "t-1");
        identities.chosen(chosen(Platform.Kind.FEISHU, ""));
        assertThat(identities.awaitsUser(OWN.token())).isTrue();
    }

    /** Whoever edits what the fields were lent signs in there with an identity of their own. */
    @Test
    void theExamplesPlatformLearnsOfNoOtherFilesWhoeverAsks() throws Exception {
        identities.serve(example());
        identities.use(
                new Identity.App(example().platform(), "cli_example", new Secret("another")));
        assertThat(refusal(OWN)).isEqualTo(Cause.NOT_OF_THE_EXAMPLE);
        assertThat(api.calls).isEmpty();
    }

    /** What comes of the one proves nothing of the other. */
    @Test
    void aFileSpeaksForWhomItIsAskedOf() throws Exception {
        identities.use(USER);
        identities.serve(example());
        assertThat(identities.isAskedOfPresent(OWN.token())).isTrue();
        assertThat(identities.isAskedOfPresent(ITS.token())).isFalse();
        identities.use(example());
        assertThat(identities.isAskedOfPresent(OWN.token())).isFalse();
        assertThat(identities.isAskedOfPresent(ITS.token())).isTrue();
        identities.use(USER);
        assertThat(identities.isAskedOfPresent(OWN.token())).isTrue();
    }

    @Test
    void theExampleTellsWhoItIsWheneverItIsWanted() throws Exception {
        List<Identity> told = new CopyOnWriteArrayList<>();
        try (PracticeExample example =
                new PracticeExample(
                        PracticeSettings.of(ticker::now, ticker::nanos, ticker::sleep),
                        told::add)) {
            Identity first = example.start(Locale.ENGLISH).identity();
            Identity second = example.start(Locale.CHINESE).identity();
            assertThat(told).containsExactly(first, second);
            assertThat(second).as("it runs already").isEqualTo(first);
            assertThat(PracticePlatform.tokens()).isNotEmpty();
        }
    }
}
