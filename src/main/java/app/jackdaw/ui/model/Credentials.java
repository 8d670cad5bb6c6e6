package app.jackdaw.ui.model;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Secret;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

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

    private Runnable whenTouched = () -> {};
    private Runnable whenConnected = () -> {};
    private @Nullable CredentialsEntry own;

    /** Leads nowhere once the application has ended. */
    private @Nullable String lentAddress;

    private boolean lending;
    private boolean connectPressed;

    /** Any change of a field makes an earlier test of the credentials meaningless. */
    public Credentials() {
        platform.addListener((_, _, chosen) -> platformChosen(chosen));
        identity.addListener((_, _, _) -> untested()); // to look at the other way edits nothing
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

    /** The user wants these credentials to go to this platform. */
    public void pressConnect() {
        connectPressed = true;
        whenConnected.run();
    }

    /** Whether Connect was pressed since any field changed. */
    boolean isConnectPressed() {
        return connectPressed;
    }

    /** Told when the user wants the present credentials to go to the present platform. */
    void onConnectPressed(Runnable listener) {
        whenConnected = listener;
    }

    /** Told when any field changes. */
    void onTouched(Runnable listener) {
        whenTouched = listener;
    }

    /** Told when another platform or base address is chosen. */
    public void onPlatformChosen(Runnable listener) {
        platform.addListener((_, _, _) -> listener.run());
        baseAddress.addListener((_, _, _) -> listener.run());
    }

    /**
     * Fills in an identity that is not the user's own. What they had typed is kept and comes back
     * as soon as they choose another platform.
     */
    private void lend(Identity.App lent) {
        if (own == null) {
            own = entry();
        }
        lentAddress = lent.platform().apiBase().toString();
        lending = true; // the changes below are not the user's, and are lent from the first on
        baseAddress.set(lentAddress);
        appId.set(lent.appId());
        appSecret.set(lent.appSecret().value());
        identity.set(IdentityKind.APP);
        platform.set(lent.platform().kind());
        lending = false;
    }

    /** Lends unless the user has filled in something of their own, which stays as it is. */
    public void offer(Identity.App offered) {
        if (isLent() || isBlank()) {
            lend(offered);
        }
    }

    private boolean isBlank() {
        return text(baseAddress).isBlank()
                && text(appId).isBlank()
                && text(appSecret).isBlank()
                && text(accessToken).isBlank();
    }

    /**
     * Whether the fields hold an identity, or the address of one, that is not the user's own and is
     * not to be remembered.
     */
    public boolean isLent() {
        return own != null
                || (platform.get() == Platform.Kind.OTHER && text(baseAddress).equals(lentAddress));
    }

    private void touched() {
        if (!lending) {
            own = null; // who edits what was lent makes it their own
        }
        untested();
    }

    private void untested() {
        connectPressed = false;
        connection.set(new ConnectionState.Idle());
        whenTouched.run();
    }

    private void platformChosen(Platform.Kind chosen) {
        CredentialsEntry kept = own;
        if (kept != null && !lending) {
            own = null;
            baseAddress.set(kept.baseAddress());
            appId.set(kept.appId());
            appSecret.set(kept.appSecret().value());
            accessToken.set(kept.accessToken().value());
            identity.set(kept.identity());
            platform.set(chosen);
        }
        touched();
    }

    private static String text(StringProperty property) {
        String value = property.get();
        return value == null ? "" : value;
    }
}
