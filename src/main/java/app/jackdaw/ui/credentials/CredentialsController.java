package app.jackdaw.ui.credentials;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.ProblemException;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.SidePanel;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.Credentials;
import app.jackdaw.ui.model.IdentityKind;
import app.jackdaw.ui.model.IdentityService;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.concurrent.Task;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.skin.ScrollPaneSkin;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds the credentials panel to the model and tests credentials on request. FX thread. */
public final class CredentialsController {

    private static final List<String> STATUS_CLASSES =
            List.of("idle", "connecting", "connected", "failed");

    private final AppModel model;
    private final Credentials credentials;
    private final IdentityService identities;
    private final Background background;
    private final Messages messages;
    private final Lifetime lifetime;
    private @Nullable SidePanel panel;
    private @Nullable Task<?> check;

    @FXML private ScrollPane body;
    @FXML private FontIcon chevron;
    @FXML private ComboBox<Platform.Kind> platformChoice;
    @FXML private Node baseAddressBox;
    @FXML private TextField baseUrlField;
    @FXML private ToggleGroup identityGroup;
    @FXML private ToggleButton identityApp;
    @FXML private ToggleButton identityToken;
    @FXML private Node appBox;
    @FXML private Node tokenBox;
    @FXML private TextField appIdField;
    @FXML private TextField appSecretField;
    @FXML private TextField accessTokenField;
    @FXML private Button connectButton;
    @FXML private ProgressIndicator busy;
    @FXML private Label identityStatus;

    public CredentialsController(
            AppModel model,
            IdentityService identities,
            Background background,
            Messages messages,
            Lifetime lifetime) {
        this.model = model;
        this.credentials = model.credentials();
        this.identities = identities;
        this.background = background;
        this.messages = messages;
        this.lifetime = lifetime;
    }

    @FXML
    private void initialize() {
        // A skin of its own from the start: one that the style sheets bring comes with the next
        // pulse, and until then nothing inside the pane is part of the window.
        body.setSkin(new ScrollPaneSkin(body));
        panel = new SidePanel(body, chevron, model.panelOpenProperty("credentialsPanel"));
        setUpPlatform();
        setUpIdentity();
        baseUrlField.textProperty().bindBidirectional(credentials.baseAddressProperty());
        appIdField.textProperty().bindBidirectional(credentials.appIdProperty());
        appSecretField.textProperty().bindBidirectional(credentials.appSecretProperty());
        accessTokenField.textProperty().bindBidirectional(credentials.accessTokenProperty());
        lifetime.listen(
                credentials.connectionProperty(),
                () -> show(credentials.connectionProperty().get()));
        show(credentials.connectionProperty().get());
    }

    private void setUpPlatform() {
        platformChoice.getItems().setAll(Platform.Kind.values());
        platformChoice.setConverter(new PlatformNames(messages));
        platformChoice.valueProperty().bindBidirectional(credentials.platformProperty());
        showOnly(
                baseAddressBox,
                credentials.platformProperty().map(kind -> kind == Platform.Kind.OTHER));
    }

    private void setUpIdentity() {
        lifetime.listen(
                credentials.identityProperty(), () -> select(credentials.identityProperty().get()));
        select(credentials.identityProperty().get());
        identityGroup
                .selectedToggleProperty()
                .addListener((_, before, now) -> {
                    if (now == null) {
                        identityGroup.selectToggle(before); // one is always chosen
                    } else {
                        credentials.identityProperty().set(kindOf(now));
                    }
                });
        showOnly(appBox, credentials.identityProperty().map(kind -> kind == IdentityKind.APP));
        showOnly(
                tokenBox,
                credentials.identityProperty().map(kind -> kind == IdentityKind.ACCESS_TOKEN));
    }

    private void select(IdentityKind kind) {
        identityGroup.selectToggle(kind == IdentityKind.APP ? identityApp : identityToken);
    }

    private IdentityKind kindOf(Toggle toggle) {
        return toggle == identityApp ? IdentityKind.APP : IdentityKind.ACCESS_TOKEN;
    }

    private static void showOnly(Node node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    /** The fold of this panel. */
    public SidePanel panel() {
        SidePanel made = panel;
        if (made == null) {
            throw new IllegalStateException("the view is not loaded yet");
        }
        return made;
    }

    /** Unfolds the panel and gives the keyboard to what is missing, wrong, or left to press. */
    public void ask() {
        panel().openProperty().set(true);
        Node first =
                switch (FirstStep.of(credentials.entry(), credentials.connectionProperty().get())) {
                    case PLATFORM -> platformChoice;
                    case BASE_ADDRESS -> baseUrlField;
                    case APP_ID -> appIdField;
                    case APP_SECRET -> appSecretField;
                    case ACCESS_TOKEN -> accessTokenField;
                    case CONNECT -> connectButton;
                };
        first.requestFocus();
    }

    @FXML
    private void toggle() {
        panel().toggle();
    }

    @FXML
    private void connect() {
        if (check != null) {
            check.cancel();
        }
        Identity identity;
        try {
            identity = identities.read(credentials.entry());
        } catch (ProblemException notReady) {
            credentials.connectionProperty().set(new ConnectionState.Failed(notReady.problem()));
            return;
        }
        credentials.pressConnect();
        identities.use(identity);
        switch (identity) {
            case Identity.App app -> check(app);
            case Identity.AccessToken token ->
                    credentials
                            .connectionProperty()
                            .set(new ConnectionState.TokenAccepted(identities.kindOf(token)));
        }
    }

    private void check(Identity.App app) {
        ConnectionState connecting = new ConnectionState.Connecting();
        credentials.connectionProperty().set(connecting);
        check =
                background.call(
                        "connect",
                        () -> {
                            identities.check(app);
                            return app;
                        },
                        _ -> settle(connecting, new ConnectionState.Connected(app)),
                        problem -> settle(connecting, new ConnectionState.Failed(problem)));
    }

    /** An answer counts only if nothing was changed since it was asked for. */
    private void settle(ConnectionState asked, ConnectionState answer) {
        if (credentials.connectionProperty().get() == asked) {
            credentials.connectionProperty().set(answer);
        }
    }

    private void show(ConnectionState state) {
        busy.setVisible(state instanceof ConnectionState.Connecting);
        String styleClass =
                switch (state) {
                    case ConnectionState.Idle() -> "idle";
                    case ConnectionState.Connecting() -> "connecting";
                    case ConnectionState.Connected(_) -> "connected";
                    case ConnectionState.TokenAccepted(_) -> "connected";
                    case ConnectionState.Failed(_) -> "failed";
                };
        identityStatus.getStyleClass().removeAll(STATUS_CLASSES);
        identityStatus.getStyleClass().add(styleClass);
        identityStatus.setText(words(state));
    }

    private String words(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Idle() -> messages.get("credentials.idle");
            case ConnectionState.Connecting() -> messages.get("credentials.connecting");
            case ConnectionState.Connected(Identity.App app) ->
                    messages.get(
                            "credentials.connected",
                            app.appId(),
                            app.platform().apiBase().getHost());
            case ConnectionState.TokenAccepted(IdentityService.TokenKind kind) ->
                    messages.get(
                            "credentials.tokenAccepted." + kind.name().toLowerCase(Locale.ROOT));
            case ConnectionState.Failed(var problem) -> messages.explained(problem);
        };
    }
}
