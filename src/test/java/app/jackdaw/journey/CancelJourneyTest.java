package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The Cancel button ends what goes on for links, too. */
class CancelJourneyTest extends JourneyTest {

    /** More calls than the pace lets through in the time that a busy machine stands still. */
    private static final int MANY = 600;

    private long linked() {
        return app.column("columnLink").stream().filter(ENGLISH.get("link.ready")::equals).count();
    }

    @Test
    void gettingLinksEndsAndWhatIsThereStays() throws Exception {
        startConnectable();
        add(serve(MANY));
        app.fire("getLinksButton");
        app.await("the first links", () -> linked() > 0);
        app.fire("cancelButton");
        app.await(
                "said so",
                () -> app.label("statusMessage").equals(ENGLISH.get("status.linksCancelled")));
        app.await(
                "nothing is asked for",
                () -> !app.column("columnLink").contains(ENGLISH.get("link.fetching")));
        int calls = platform.linkCalls().size();
        assertThat(calls).isLessThan(MANY / 5);
        assertThat(linked()).isBetween(1L, MANY - 1L);
        assertThat(app.column("columnLink")).contains(ENGLISH.get("link.notFetched"));

        app.select(MANY - 1);
        app.fire("getLinksButton");
        app.await("as good as new", () -> app.column("columnLink").getLast().equals("Ready"));
        List<PlatformStandIn.LinkCall> later = platform.linkCalls();
        assertThat(later.subList(calls, later.size()))
                .as("nothing of what was cancelled")
                .allMatch(call -> call.tokens().size() == 1);
    }

    @Test
    void aCopyThatWaitsForLinksEnds() throws Exception {
        startConnectable();
        add(serve(MANY));
        app.fire("copyLinksButton");
        app.await("the first links", () -> linked() > 0);
        app.fire("cancelButton");
        app.await(
                "said so",
                () -> app.label("statusMessage").equals(ENGLISH.get("status.copyCancelled")));
        app.await(
                "nothing is asked for",
                () -> !app.column("columnLink").contains(ENGLISH.get("link.fetching")));
        assertThat(platform.linkCalls().size()).isLessThan(MANY / 5);
        assertThat(app.isVisible("cautionBar")).isFalse();
    }
}
