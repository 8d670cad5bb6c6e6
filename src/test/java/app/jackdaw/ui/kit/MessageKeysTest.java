package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Views and code speak of messages that exist, and no message is left that nobody shows. */
class MessageKeysTest {

    private static final Path VIEWS = Path.of("src/main/resources");
    private static final Path CODE = Path.of("src/main/java/app/jackdaw");
    private static final Path MESSAGES = MessageBundle.RESOURCES.resolve("ui/kit/messages");

    /**
     * Starts of keys that are put together where the scan cannot see it, with the place. A key
     * built as {@code text("state." + name)} is seen and needs no entry.
     */
    private static final Map<String, String> DECLARED_PREFIXES = Map.of();

    private static Set<String> keys() {
        assumeTrue(Files.exists(Path.of(MESSAGES + ".properties")));
        return MessageBundle.read(MESSAGES.toString()).english().keySet();
    }

    private static MessageKeyScan scan() {
        return new MessageKeyScan().readAll(VIEWS, ".fxml").readAll(CODE, ".java");
    }

    @Test
    void everyMessageThatIsAskedForExists() {
        assertThat(scan().missing(keys())).isEmpty();
    }

    @Test
    void everyMessageIsShownSomewhere() {
        assertThat(scan().unused(keys(), DECLARED_PREFIXES.keySet())).isEmpty();
    }

    @Test
    void everyDeclaredPrefixIsNeeded() {
        Set<String> unused = scan().unused(keys(), Set.of());
        assertThat(DECLARED_PREFIXES.keySet())
                .allMatch(prefix -> unused.stream().anyMatch(key -> key.startsWith(prefix)));
    }

    @Test
    void keysAreFoundInViews() {
        MessageKeyScan scan =
                new MessageKeyScan()
                        .read(
                                ".fxml",
                                """
                                <Label text="%tokens.title" prefWidth="50%"/>
                                <Button><text>%tokens.add</text></Button>
                                <Label text="100 %" userData="\\%no.key"/>
                                """);
        assertThat(scan.missing(Set.of())).containsExactly("tokens.add", "tokens.title");
    }

    @Test
    void keysAreFoundInCode() {
        MessageKeyScan scan =
                new MessageKeyScan()
                        .read(
                                ".java",
                                """
                                label.setText(messages.get("tokens.title"));
                                label.setText(text(
                                        "tokens.count", 3));
                                label.setText(messages.get("state." + name));
                                label.setText("not.asked.for");
                                context.text("not.ours");
                                """);
        assertThat(scan.missing(Set.of("tokens.title", "other.key")))
                .containsExactly("state.…", "tokens.count");
        assertThat(scan.missing(Set.of("tokens.title", "tokens.count", "state.saved"))).isEmpty();
    }

    @Test
    void keysThatNothingSpeaksOfAreFound() {
        MessageKeyScan scan =
                new MessageKeyScan()
                        .read(".fxml", "<Label text=\"%a.shown\"/>")
                        .read(".java", "text(\"b.\" + name); static final String C = \"c.held\";");
        assertThat(
                        scan.unused(
                                Set.of("a.shown", "a.lost", "b.made", "c.held", "d.declared"),
                                Set.of("d.")))
                .containsExactly("a.lost");
    }
}
