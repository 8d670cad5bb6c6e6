package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.results.LinkCopies.NamedLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.concurrent.Task;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/**
 * Puts links on the clipboard. A link that is missing or has expired is fetched first and the copy
 * waits for it; a link that cannot be had is left out and counted. FX thread.
 */
public final class LinkCopier {

    /** What was copied. */
    record Copied(int links, int leftOut, Instant earliestExpiry) {}

    /** A copy that waits for links. */
    private record Waiting(Set<String> ids, Task<?> task) {}

    private record Gathered(List<NamedLink> links, List<Problem> leftOut) {}

    private final AppModel model;
    private final IdentityGate gate;
    private final LinkService links;
    private final Background background;
    private final Supplier<Instant> clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private Consumer<Copied> whenCopied = _ -> {};

    public LinkCopier(
            AppModel model,
            IdentityGate gate,
            LinkService links,
            Background background,
            Supplier<Instant> clock) {
        this.model = model;
        this.gate = gate;
        this.links = links;
        this.background = background;
        this.clock = clock;
    }

    /** The bar with the caution shows itself then. */
    void onCopied(Consumer<Copied> listener) {
        whenCopied = listener;
    }

    void copy(List<ItemRow> rows, CopyFormat format, Formats formats) {
        if (rows.isEmpty()) {
            model.noticeProperty().set(NothingShown.in(model));
            return;
        }
        if (rows.stream().allMatch(this::isAlive)) {
            List<NamedLink> present =
                    rows.stream()
                            .map(row -> named(row.item(), row.displayName(), present(row)))
                            .toList();
            put(format, new Gathered(present, List.of()), 0, formats);
            return;
        }
        boolean needsUser = rows.stream().anyMatch(this::mustAsk);
        if (!needsUser) {
            gate.openIfFilled(); // the example's rows are asked for with what it lent
        }
        boolean all = !needsUser || gate.open();
        List<ItemRow> let = rows.stream().filter(row -> all || !mustAsk(row)).toList();
        if (let.isEmpty()) {
            return; // the panel says why
        }
        int heldBack = rows.size() - let.size();
        model.noticeProperty().set(Notice.of("status.copyWaits"));
        List<Wanted> wanted = let.stream().map(this::wanted).toList();
        Set<String> ids = wanted.stream().map(one -> one.item().id()).collect(Collectors.toSet());
        Task<Gathered> task =
                background.call(
                        "copy links",
                        () -> gather(wanted),
                        gathered -> put(format, gathered, heldBack, formats),
                        problem ->
                                model.noticeProperty()
                                        .set(new Notice("status.problem", List.of(problem))));
        Waiting copy = new Waiting(ids, task);
        waiting.add(copy);
        task.setOnCancelled(_ -> model.noticeProperty().set(Notice.of("status.copyCancelled")));
        task.runningProperty()
                .addListener((_, _, running) -> {
                    if (!running) {
                        waiting.remove(copy);
                    }
                });
    }

    /**
     * Ends every copy that waits for the link of one of these rows; nothing is copied then.
     *
     * @return whether there was any
     */
    boolean cancel(List<ItemRow> rows) {
        Set<String> ids = rows.stream().map(row -> row.item().id()).collect(Collectors.toSet());
        List<Waiting> concerned =
                waiting.stream()
                        .filter(copy -> copy.ids().stream().anyMatch(ids::contains))
                        .toList();
        concerned.forEach(copy -> copy.task().cancel());
        return !concerned.isEmpty();
    }

    private record Wanted(MediaItem item, String name, @Nullable TemporaryLink alive) {}

    private Wanted wanted(ItemRow row) {
        return new Wanted(row.item(), row.displayName(), isAlive(row) ? present(row) : null);
    }

    /** Asks for all at once, so that they share calls. Virtual thread. */
    private Gathered gather(List<Wanted> wanted) throws InterruptedException {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<NamedLink>> futures = new ArrayList<>();
            for (Wanted one : wanted) {
                futures.add(
                        each.submit(() ->
                                one.alive() != null
                                        ? named(one.item(), one.name(), one.alive())
                                        : named(one.item(), one.name(), links.link(one.item()))));
            }
            return await(futures, each);
        }
    }

    private static Gathered await(List<Future<NamedLink>> futures, ExecutorService each)
            throws InterruptedException {
        List<NamedLink> found = new ArrayList<>();
        List<Problem> leftOut = new ArrayList<>();
        try {
            for (Future<NamedLink> future : futures) {
                try {
                    found.add(future.get());
                } catch (ExecutionException failed) {
                    Throwable reason = failed.getCause() == null ? failed : failed.getCause();
                    leftOut.add(Background.problemOf(reason));
                }
            }
        } catch (InterruptedException stop) {
            each.shutdownNow();
            throw stop;
        }
        return new Gathered(found, leftOut);
    }

    /**
     * @param heldBack rows that nobody was asked for
     */
    private void put(CopyFormat format, Gathered gathered, int heldBack, Formats formats) {
        if (gathered.links().isEmpty()) {
            Problem why = gathered.leftOut().getFirst();
            model.noticeProperty().set(new Notice("status.problem", List.of(why)));
            return;
        }
        String text = LinkCopies.write(format, gathered.links(), formats);
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        if (format == CopyFormat.HTML) {
            content.putHtml(text);
        }
        Clipboard.getSystemClipboard().setContent(content);
        Instant earliest =
                gathered.links().stream()
                        .map(named -> named.link().expires())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        int leftOut = gathered.leftOut().size() + heldBack;
        whenCopied.accept(new Copied(gathered.links().size(), leftOut, earliest));
    }

    private static NamedLink named(MediaItem item, String name, TemporaryLink link) {
        return new NamedLink(name.isEmpty() ? item.id() : name, link);
    }

    private boolean isAlive(ItemRow row) {
        TemporaryLink link = row.state().link().present();
        return link != null && !link.isExpired(clock.get());
    }

    private boolean mustAsk(ItemRow row) {
        return !isAlive(row) && links.awaitsUser(row.item());
    }

    private static TemporaryLink present(ItemRow row) {
        return Objects.requireNonNull(row.state().link().present());
    }
}
