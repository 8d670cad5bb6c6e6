package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let through with which fields, and who hears of it when somebody is not. */
class IdentityGateTest {

    private final AppModel model = new AppModel();
    private final List<Identity> used = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final IdentityGate gate = new IdentityGate(model, new Reader(), () -> Instant.EPOCH);

    IdentityGateTest() {
        gate.onClosed(() -> closed.add("panel"));
    }

    @Test
    void whatNeedsSomebodyIsStoppedByEmptyFieldsAndSaysSo() {
        assertThat(gate.open()).isFalse();
        assertThat(closed).containsExactly("panel");
        assertThat(model.credentials().connectionProperty().get())
                .isInstanceOf(ConnectionState.Failed.class);
        assertThat(used).isEmpty();
    }

    @Test
    void whatMayNeedSomebodyIsNotDisturbedByEmptyFields() {
        Notice before = model.noticeProperty().get();
        gate.openIfFilled();
        assertThat(closed).isEmpty();
        assertThat(model.noticeProperty().get()).isSameAs(before);
        assertThat(model.credentials().connectionProperty().get())
                .isInstanceOf(ConnectionState.Idle.class);
    }

    @Test
    void whatMayNeedSomebodyTakesFilledFieldsIntoUse() {
        fill("cli_a", "secret");
        gate.openIfFilled();
        assertThat(used).hasSize(1);
        assertThat(closed).isEmpty();
    }

    @Test
    void aSecretGoesToAnotherPlatformOnlyAfterConnectEvenThen() {
        fill("cli_a", "secret");
        gate.openIfFilled();
        model.credentials().platformProperty().set(Platform.Kind.LARK);
        gate.openIfFilled();
        assertThat(used).as("not to the other one").hasSize(1);
        model.credentials().pressConnect();
        gate.openIfFilled();
        assertThat(used).extracting(Identity::platform).last().isEqualTo(Platform.LARK);
    }

    /** Rows that keep their links show nothing of it. */
    @Test
    void whatIsHeardOfWhoWasLetThroughClosesTheGate() {
        Problem wrong = Problem.of(Cause.APP_SECRET_WRONG).at(Instant.EPOCH);
        gate.hear(wrong);
        assertThat(closed).as("nobody was let through").isEmpty();
        fill("cli_a", "secret");
        assertThat(gate.open()).isTrue();
        gate.hear(Problem.of(Cause.QUOTA_USED_UP).at(Instant.EPOCH));
        gate.hear(Problem.of(Cause.APP_SECRET_WRONG).at(Instant.EPOCH.minusSeconds(1)));
        assertThat(closed).as("not about them").isEmpty();
        gate.hear(wrong);
        assertThat(closed).containsExactly("panel");
        assertThat(model.credentials().connectionProperty().get())
                .isEqualTo(new ConnectionState.Failed(wrong));
    }

    @Test
    void aSecretThatWasOnlyConnectedStaysWithItsPlatform() {
        fill("cli_a", "secret");
        model.credentials().pressConnect();
        model.credentials().platformProperty().set(Platform.Kind.LARK);
        assertThat(gate.open()).isFalse();
        assertThat(used).isEmpty();
        model.credentials().pressConnect();
        assertThat(gate.open()).isTrue();
    }

    @Test
    void anotherSecretInBetweenMakesNobodyForgetWhereTheFirstOneBelongs() {
        fill("cli_a", "secret");
        assertThat(gate.open()).isTrue();
        fill("cli_b", "another");
        assertThat(gate.open()).isTrue();
        model.credentials().platformProperty().set(Platform.Kind.LARK);
        fill("cli_a", "secret");
        assertThat(gate.open()).as("to the other platform").isFalse();
        assertThat(used).hasSize(2);
    }

    private void fill(String appId, String secret) {
        model.credentials().appIdProperty().set(appId);
        model.credentials().appSecretProperty().set(secret);
    }

    /** Reads the fields as they are; sends nothing. */
    private final class Reader implements IdentityService {

        @Override
        public Identity read(CredentialsEntry entry) throws ProblemException {
            if (entry.isEmpty()) {
                throw new ProblemException(Problem.of(Cause.CREDENTIALS_MISSING));
            }
            Platform platform =
                    entry.platform() == Platform.Kind.LARK ? Platform.LARK : Platform.FEISHU;
            return new Identity.App(platform, entry.appId(), entry.appSecret());
        }

        @Override
        public TokenKind kindOf(Identity.AccessToken identity) {
            return TokenKind.UNKNOWN;
        }

        @Override
        public void use(Identity identity) {
            used.add(identity);
        }

        @Override
        public void check(Identity identity) {
            throw new AssertionError("the gate asks nobody");
        }
    }
}
