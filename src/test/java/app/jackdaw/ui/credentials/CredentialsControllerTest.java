package app.jackdaw.ui.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.Credentials;
import app.jackdaw.ui.model.CredentialsEntry;
import app.jackdaw.ui.model.IdentityKind;
import app.jackdaw.ui.model.IdentityService;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Who is led to the credentials finds the keyboard where something is to be done. */
class CredentialsControllerTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);

    private final AppModel model = new AppModel();
    private final Credentials credentials = model.credentials();
    private final Background background = new Background();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void endBackground() {
        background.close();
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    /** What has the keyboard once the credentials were asked for. */
    private String asked() throws Exception {
        Views views =
                new Views(
                        ENGLISH,
                        Map.of(
                                CredentialsController.class,
                                () ->
                                        new CredentialsController(
                                                model,
                                                new Nobody(),
                                                background,
                                                ENGLISH,
                                                new Lifetime())));
        return onFx(() -> {
            Views.View<CredentialsController> view = views.load(CredentialsController.class);
            Parent panel = view.node();
            Scene scene = new Scene(panel, 300, 600);
            model.panelOpenProperty("credentialsPanel").set(false);
            view.controller().ask();
            assertThat(view.controller().panel().openProperty().get()).isTrue();
            return scene.getFocusOwner().getId();
        });
    }

    private void fill() throws Exception {
        onFx(() -> {
            credentials.platformProperty().set(Platform.Kind.OTHER);
            credentials.baseAddressProperty().set("https://open.example.com");
            credentials.appIdProperty().set("cli_0");
            credentials.appSecretProperty().set("secret");
            credentials.accessTokenProperty().set("t-0");
            return null;
        });
    }

    /** A character typed into the secret would make it another one. */
    @Test
    void whereAllIsFilledInConnectIsLeftToPress() throws Exception {
        fill();
        assertThat(asked()).isEqualTo("connectButton");
        onFx(() -> {
            credentials
                    .connectionProperty()
                    .set(new ConnectionState.Failed(Problem.of(Cause.CONNECT_FIRST, "host")));
            return null;
        });
        assertThat(asked()).isEqualTo("connectButton");
    }

    @ParameterizedTest
    @CsvSource({
        "APP, baseAddress, baseUrlField",
        "APP, appId, appIdField",
        "APP, appSecret, appSecretField",
        "ACCESS_TOKEN, appSecret, connectButton",
        "ACCESS_TOKEN, accessToken, accessTokenField",
    })
    void whatIsMissingIsFilledInFirst(IdentityKind identity, String empty, String expected)
            throws Exception {
        fill();
        onFx(() -> {
            credentials.identityProperty().set(identity);
            switch (empty) {
                case "baseAddress" -> credentials.baseAddressProperty().set(" ");
                case "appId" -> credentials.appIdProperty().set("");
                case "appSecret" -> credentials.appSecretProperty().set("");
                default -> credentials.accessTokenProperty().set("");
            }
            return null;
        });
        assertThat(asked()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "APP, WRONG_PLATFORM, platformChoice",
        "APP, NOT_A_PLATFORM, baseUrlField",
        "APP, BASE_ADDRESS_INSECURE, baseUrlField",
        "APP, APP_UNKNOWN, appIdField",
        "APP, APP_SECRET_WRONG, appSecretField",
        "APP, ACCESS_TOKEN_REJECTED, connectButton",
        "APP, SIGN_IN_REJECTED, connectButton",
        "ACCESS_TOKEN, ACCESS_TOKEN_REJECTED, accessTokenField",
        "ACCESS_TOKEN, APP_SECRET_WRONG, connectButton",
    })
    void whatIsKnownToBeWrongIsMendedFirst(IdentityKind identity, Cause wrong, String expected)
            throws Exception {
        fill();
        onFx(() -> {
            credentials.identityProperty().set(identity);
            credentials.connectionProperty().set(new ConnectionState.Failed(Problem.of(wrong)));
            return null;
        });
        assertThat(asked()).isEqualTo(expected);
    }

    @Test
    void anAddressThatIsNotAskedForIsNotMissing() throws Exception {
        fill();
        onFx(() -> {
            credentials.baseAddressProperty().set("");
            credentials.platformProperty().set(Platform.Kind.LARK);
            return null;
        });
        assertThat(asked()).isEqualTo("connectButton");
    }

    /** Nothing is read or sent by asking. */
    private static final class Nobody implements IdentityService {

        @Override
        public Identity read(CredentialsEntry entry) {
            throw new AssertionError("nobody pressed Connect");
        }

        @Override
        public TokenKind kindOf(Identity.AccessToken identity) {
            throw new AssertionError("nobody pressed Connect");
        }

        @Override
        public void use(Identity identity) {
            throw new AssertionError("nobody pressed Connect");
        }

        @Override
        public void check(Identity identity) {
            throw new AssertionError("nobody pressed Connect");
        }
    }
}
