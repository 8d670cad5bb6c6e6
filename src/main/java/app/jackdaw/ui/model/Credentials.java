package app.jackdaw.ui.model;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Secret;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the credentials panel shows; secrets stay in memory. FX thread. */
public final class Credentials {

    private final ObjectProperty<Platform.Kind> platform =
            new SimpleObjectProperty<>(Platform.Kind.FEISHU);
    private final StringProperty baseAddress = new SimpleStringProperty("");
    private final ObjectProperty<IdentityKind> identity =
            new SimpleObjectProperty<>(IdentityKind.APP);
    private final StringProperty appId = new SimpleStringProperty("");
    private final StringProperty appSecret = new SimpleStringProperty("");
    private final StringProperty accessToken = new SimpleStringProperty("");
    private final ObjectProperty<ConnectionState> connection =
            new SimpleObjectProperty<>(new ConnectionState.Idle());

    /** Any change of a field makes an earlier test of the credentials meaningless. */
    public Credentials() {
        platform.addListener((_, _, _) -> touched());
        identity.addListener((_, _, _) -> touched());
        baseAddress.addListener((_, _, _) -> touched());
        appId.addListener((_, _, _) -> touched());
        appSecret.addListener((_, _, _) -> touched());
        accessToken.addListener((_, _, _) -> touched());
    }

    public CredentialsEntry entry() {
        return new CredentialsEntry(
                platform.get(),
                text(baseAddress),
                identity.get(),
                text(appId),
                new Secret(text(appSecret)),
                new Secret(text(accessToken)));
    }

    public ObjectProperty<Platform.Kind> platformProperty() {
        return platform;
    }

    public StringProperty baseAddressProperty() {
        return baseAddress;
    }

    public ObjectProperty<IdentityKind> identityProperty() {
        return identity;
    }

    public StringProperty appIdProperty() {
        return appId;
    }

    public StringProperty appSecretProperty() {
        return appSecret;
    }

    public StringProperty accessTokenProperty() {
        return accessToken;
    }

    public ObjectProperty<ConnectionState> connectionProperty() {
        return connection;
    }

    private void touched() {
        connection.set(new ConnectionState.Idle());
    }

    private static String text(StringProperty property) {
        String value = property.get();
        return value == null ? "" : value;
    }
}
