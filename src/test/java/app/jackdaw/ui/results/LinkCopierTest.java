package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.model.ItemRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A copy that waits for links can be called off. */
class LinkCopierTest {

    @RegisterExtension private final Desk desk = new Desk();

    private void awaitNotice(String key) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> Desk.onFx(() -> desk.model.noticeProperty().get().key()).equals(key));
    }

    private ItemRow startCopy() throws Exception {
        ItemRow row = Desk.onFx(() -> desk.row("wanted"));
        Desk.onFx(() -> {
            desk.copier.copy(List.of(row), CopyFormat.LINKS, desk.formats);
            return null;
        });
        assertThat(desk.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        return row;
    }

    @Test
    void cancelledItAsksNobodyAnyMoreAndCopiesNothing() throws Exception {
        ItemRow row = startCopy();
        Desk.onFx(() -> {
            desk.copier.onCopied(_ -> desk.heard.add("copied"));
            desk.copier.cancel(List.of(row));
            return null;
        });
        awaitNotice("status.copyCancelled");
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("gave up wanted"));
        assertThat(desk.heard).doesNotContain("copied");
        assertThat(Desk.onFx(() -> desk.background.runningCountProperty().get())).isZero();
    }

    @Test
    void cancellingOtherRowsIsNoneOfItsBusiness() throws Exception {
        startCopy();
        ItemRow other = Desk.onFx(() -> desk.row("other"));
        Desk.onFx(() -> {
            desk.copier.cancel(List.of(other));
            return null;
        });
        desk.link("wanted", Desk.NOW.plusSeconds(3600));
        Desk.onFx(() -> {
            desk.copier.onCopied(copied -> desk.heard.add("copied " + copied.links()));
            return null;
        });
        desk.platform.countDown();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("copied 1"));
    }

    @Test
    void withoutCredentialsLivingLinksAreCopiedAndTheOthersCounted() throws Exception {
        desk.nobody = true;
        desk.link("live", Desk.NOW.plusSeconds(3600));
        Desk.onFx(() -> {
            desk.copier.onCopied(
                    copied -> desk.heard.add(copied.links() + " without " + copied.leftOut()));
            List<ItemRow> rows = List.of(desk.row("live"), desk.row("bare"), desk.row("other"));
            desk.copier.copy(rows, CopyFormat.LINKS, desk.formats);
            return null;
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("1 without 2"));
        assertThat(desk.heard).noneMatch(heard -> heard.startsWith("link "));
    }

    @Test
    void withoutCredentialsLinksThatOthersGiveAreCopied() throws Exception {
        desk.nobody = true;
        desk.guests.add("guest");
        desk.platform.countDown();
        Desk.onFx(() -> {
            desk.copier.onCopied(copied -> desk.heard.add("copied " + copied.links()));
            ItemRow row = desk.row("guest");
            desk.link("guest", Desk.NOW.plusSeconds(3600)); // once it is asked for
            desk.copier.copy(List.of(row), CopyFormat.LINKS, desk.formats);
            return null;
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("copied 1"));
        assertThat(desk.heard).contains("link guest");
    }
}
