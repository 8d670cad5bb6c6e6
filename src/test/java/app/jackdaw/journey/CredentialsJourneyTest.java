package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** The credentials panel says in words what is wrong, and opens no dialog. */
class CredentialsJourneyTest extends JourneyTest {

    private static final Set<String> STATUSES = Set.of("idle", "connecting", "connected", "failed");

    @Test
    void missingCredentialsOpenThePanelWithASentence() throws Exception {
        start("en");
        add(serve(2));
        for (String button : List.of("getLinksButton", "downloadButton", "copyLinksButton")) {
            app.type("appIdField", "");
            app.fire(button);
            assertThat(app.isVisible("appIdField")).as(button).isTrue();
            assertFailed(Cause.CREDENTIALS_MISSING);
            assertThat(app.label("statusMessage"))
                    .isEqualTo(sentence(Problem.of(Cause.CREDENTIALS_MISSING), " – "));
            assertThat(app.onFx(() -> List.copyOf(Window.getWindows()))).hasSize(1);
        }
        assertThat(app.rows()).isEqualTo(2);
        assertThat(platform.linkCalls()).isEmpty();
    }

    /** The links that are there still work and stay, which is no reason to speak of success. */
    @Test
    void linksThatNobodyGivesAnyMoreAreNoSuccess() throws Exception {
        startConnectable();
        add(serve(7));
        app.fire("getLinksButton");
        String all = ENGLISH.get("status.linksDone", 7, 7);
        app.await("all links", () -> app.label("statusMessage").equals(all));
        assertStatus("connected");

        platform.revoke();
        app.fire("getLinksButton");
        String wrong = sentence(Problem.of(Cause.APP_SECRET_WRONG), " – ");
        app.await("what is wrong", () -> app.label("statusMessage").equals(wrong));
        assertFailed(Cause.APP_SECRET_WRONG);
        assertThat(app.column("columnLink")).as("they serve to their end").containsOnly("Ready");
    }

    /** User experience, decision 8. */
    @Test
    void aSecretGoesToAnotherPlatformOnlyAfterConnect() throws Exception {
        try (PlatformStandIn other = new PlatformStandIn()) {
            startConnectable();
            add(serve(1));
            app.fire("getLinksButton");
            app.await("a link", () -> app.column("columnLink").contains("Ready"));

            StandInFile there = other.put(StandInFile.of(token(), content(5)));
            add(there.token());
            app.type("baseUrlField", other.baseAddress());
            app.select(1);
            app.fire("getLinksButton");
            assertThat(app.label("identityStatus"))
                    .startsWith("These credentials were used for another platform");
            assertThat(other.linkCalls()).isEmpty();

            connect();
            assertStatus("connected");
            app.fire("getLinksButton");
            app.await("its link", () -> app.column("columnLink").get(1).equals("Ready"));
        }
    }

    @Test
    void connectSaysInWordsWhatIsWrong() throws Exception {
        start("en");
        assertStatus("idle");
        enterApp(
                platform.baseAddress(), PlatformStandIn.APP_ID, "0123456789abcdef0123456789abcdef");
        connect();
        assertFailed(Cause.APP_SECRET_WRONG);

        app.type("appIdField", "cli_0000000000000000");
        assertStatus("idle");
        connect();
        assertFailed(Cause.APP_UNKNOWN);

        app.type("appIdField", PlatformStandIn.APP_ID);
        app.type("appSecretField", PlatformStandIn.APP_SECRET);
        connect();
        assertStatus("connected");
        assertThat(app.label("identityStatus")).contains(PlatformStandIn.APP_ID);

        app.type("baseUrlField", platform.linkAddress() + "/");
        connect();
        assertThat(app.label("identityStatus")).as("no platform there").isNotBlank();
        assertStatus("failed");

        app.type("baseUrlField", "http://open.example.com");
        app.fire("connectButton");
        assertFailed(Cause.BASE_ADDRESS_INSECURE);

        app.type("baseUrlField", "https://no-such-host.invalid");
        connect();
        assertFailed(Cause.HOST_NOT_FOUND, "no-such-host.invalid");

        app.type("baseUrlField", "http://127.0.0.1:" + closedPort());
        connect();
        assertFailed(Cause.CONNECTION_REFUSED, "127.0.0.1");

        app.type("baseUrlField", platform.baseAddress());
        connect();
        assertStatus("connected");
    }

    @Test
    void pageInPlaceOfThePlatformIsNamed() throws Exception {
        start("en");
        try (HtmlServer page = new HtmlServer()) {
            enterApp(page.address(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
            connect();
            assertThat(app.label("identityStatus"))
                    .isIn(
                            sentence(Problem.of(Cause.ANSWER_NOT_JSON), "\n"),
                            sentence(Problem.of(Cause.NOT_A_PLATFORM), "\n"));
            assertStatus("failed");
        }
    }

    @Test
    void pastedAccessTokenIsTakenByItsShapeAndTestedByTheFirstLink() throws Exception {
        StandInFile file = serve(1).getFirst();
        start("en");
        choosePlatform(2);
        app.type("baseUrlField", platform.baseAddress());
        app.fire("identityToken");
        assertThat(app.isVisible("appIdField")).isFalse();
        assertKind("t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234", "tenant");
        assertKind("u-6U1SbDiM6XIH2DcTCPyeub", "user");
        assertKind("eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiI3In0.abc", "user");
        assertKind("something-else-123456", "unknown");
        app.type("accessTokenField", "not a token at all!");
        app.fire("connectButton");
        assertFailed(Cause.ACCESS_TOKEN_SHAPE);

        app.type("accessTokenField", "t-wrong00000000000000000000");
        add(List.of(file));
        app.fire("getLinksButton");
        String refused = ENGLISH.brief(Problem.of(Cause.ACCESS_TOKEN_REJECTED));
        app.await("refused", () -> app.column("columnStatus").contains(refused));

        app.type("accessTokenField", " \"Bearer " + platform.accessToken() + "\" ");
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).containsExactly(file.sha256());
        assertStatus("connected");
    }

    private void assertKind(String token, String kind) {
        app.type("accessTokenField", token);
        app.fire("connectButton");
        assertThat(app.label("identityStatus"))
                .isEqualTo(ENGLISH.get("credentials.tokenAccepted." + kind));
        assertStatus("connected");
    }

    private void connect() {
        app.fire("connectButton");
        app.await("an answer", () -> !status().equals(List.of("connecting")));
    }

    private List<String> status() {
        Label label = app.node("identityStatus", Label.class);
        return app.onFx(() -> label.getStyleClass().stream().filter(STATUSES::contains).toList());
    }

    private void assertStatus(String expected) {
        assertThat(status()).containsExactly(expected);
    }

    private void assertFailed(Cause cause, String... arguments) {
        assertThat(app.label("identityStatus"))
                .isEqualTo(sentence(Problem.of(cause, arguments), "\n"));
        assertStatus("failed");
    }

    private static String sentence(Problem problem, String between) {
        return Stream.of(ENGLISH.what(problem), ENGLISH.remedy(problem))
                .reduce((what, remedy) -> what + between + remedy)
                .orElseThrow();
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** A link that the user brought along says nothing of who signs in. */
    @Test
    void linksThatCameWithTheirTokensConnectNobody() throws Exception {
        List<StandInFile> files = serve(2);
        startConnectable();
        app.type("appSecretField", "not-the-secret");
        add(copied(files.getFirst()));
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").equals(List.of("Saved")));
        add(copied(files.getLast()));
        app.await("its link", () -> app.column("columnLink").equals(List.of("Ready", "Ready")));
        app.fire("downloadButton");
        app.await("saved, too", () -> app.column("columnStatus").equals(List.of("Saved", "Saved")));
        Label status = app.node("identityStatus", Label.class);
        assertThat(app.onFx(() -> List.copyOf(status.getStyleClass())))
                .contains("idle")
                .doesNotContain("connected");
        assertThat(platform.linkCalls()).isEmpty();
    }

    private String copied(StandInFile file) {
        return "{\"file_token\":\"%s\",\"tmp_download_url\":\"%s\"}"
                .formatted(file.token(), platform.grant(file));
    }
}
