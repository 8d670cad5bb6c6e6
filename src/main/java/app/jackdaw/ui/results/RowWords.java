package app.jackdaw.ui.results;

import static app.jackdaw.ui.results.Progress.INDETERMINATE;
import static app.jackdaw.ui.results.Progress.NO_BAR;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import app.jackdaw.ui.results.Chip.Family;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says in words, in one language, how a row stands. FX thread. */
final class RowWords {

    private static final String PASTE_ICON = "fth-clipboard";

    private final Messages messages;
    private final Formats formats;
    private final Supplier<Instant> clock;
    private final NameWords names;

    RowWords(Messages messages, Formats formats, Supplier<Instant> clock) {
        this.messages = messages;
        this.formats = formats;
        this.clock = clock;
        this.names = new NameWords(messages);
    }

    NameLines name(ItemRow row) {
        return names.lines(row);
    }

    /**
     * @return bytes, or null while nobody knows
     */
    @Nullable Long size(ItemRow row) {
        long told = row.state().transfer().total();
        return told >= 0 ? Long.valueOf(told) : row.item().size();
    }

    Chip link(ItemRow row) {
        return switch (row.state().link()) {
            case LinkState.NotFetched() -> notFetched();
            case LinkState.Fetching() -> chip("link.fetching", "fth-refresh-cw", Family.RUNNING);
            case LinkState.Refused(Problem why) when row.awaitsPaste() ->
                    refused("link.forgotten", PASTE_ICON, Family.ATTENTION, why);
            case LinkState.Refused(Problem why) when isForgotten(why) -> notFetched();
            case LinkState.Refused(Problem why) ->
                    refused("link.refused", "fth-slash", Family.FAILED, why);
            case LinkState.Ready(TemporaryLink link) when link.isExpired(clock.get()) ->
                    chip("link.expired", "fth-clock", Family.ATTENTION);
            case LinkState.Ready(_) -> chip("link.ready", "fth-link", Family.GOOD);
            case LinkState.Renewing(_) -> chip("link.renewing", "fth-refresh-cw", Family.RUNNING);
        };
    }

    private Chip notFetched() {
        return chip("link.notFetched", "fth-circle", Family.NEUTRAL);
    }

    private Chip refused(String key, String icon, Family family, Problem why) {
        return new Chip(messages.get(key), icon, family, messages.explained(why));
    }

    /** Nobody refused it and nothing failed: it is to be pasted again. */
    private static boolean isForgotten(Problem problem) {
        return problem.cause() == Problem.Cause.PASTED_LINK_FORGOTTEN;
    }

    ValidFor validFor(ItemRow row) {
        return new ValidFor(linkOf(row), formats, clock);
    }

    /** Absolute times for the tool tip; empty without a link. */
    String validUntil(ValidFor value) {
        TemporaryLink link = value.link();
        if (link == null) {
            return "";
        }
        String key = link.estimated() ? "valid.tooltip.estimated" : "valid.tooltip";
        return messages.get(
                key,
                formats.moment(link.expires()),
                formats.offset(link.expires()),
                formats.moment(link.issued()));
    }

    Progress progress(ItemRow row) {
        return switch (row.state().transfer()) {
            case TransferState.Running running ->
                    progress(row, running.done(), isHeldUp(row) ? NO_BAR : INDETERMINATE);
            case TransferState.Paused paused -> progress(row, paused.done(), NO_BAR);
            case TransferState.Saved(_, _) -> new Progress(NO_BAR, messages.get("progress.saved"));
            case TransferState.Skipped there ->
                    new Progress(
                            NO_BAR,
                            messages.get(there.hasFile() ? "progress.here" : "progress.leftOut"));
            case TransferState.Idle() -> Progress.NONE;
            case TransferState.Queued queued -> ofThePart(row, queued.done());
            case TransferState.Waiting waiting -> ofThePart(row, waiting.done());
            case TransferState.Failed failed -> ofThePart(row, failed.done());
        };
    }

    /** By the user, or by files before it: nothing moves. */
    private static boolean isHeldUp(ItemRow row) {
        TransferView transfer = row.state().transferView();
        return transfer.asksUser() || transfer.awaitsTurn();
    }

    /** Nothing moves; what is there stays in sight. */
    private Progress ofThePart(ItemRow row, long done) {
        return done > 0 ? progress(row, done, NO_BAR) : Progress.NONE;
    }

    private Progress progress(ItemRow row, long done, double withoutTotal) {
        Long total = size(row);
        return total != null && total > 0
                ? new Progress(
                        Math.min(1, (double) done / total),
                        formats.percent(done, total),
                        messages.get("progress.bytes", formats.size(done), formats.size(total)))
                : new Progress(withoutTotal, done == 0 ? Formats.UNKNOWN : formats.size(done));
    }

    /** {@code 3.1 MB/s · 00:48} while running; when it goes on, while waiting. */
    Speed speed(ItemRow row) {
        if (row.state().transfer() instanceof TransferState.Waiting waiting) {
            Duration left = Duration.between(clock.get(), waiting.until());
            return new Speed(0, messages.get("transfer.goesOn", formats.clock(left)), "");
        }
        if (!(row.state().transfer() instanceof TransferState.Running(long done, long total))
                || row.state().bytesPerSecond() <= 0) {
            return Speed.NONE;
        }
        long speed = row.state().bytesPerSecond();
        String left = total < 0 ? "" : formats.left(Duration.ofSeconds((total - done) / speed));
        return new Speed(speed, formats.speed(speed), left);
    }

    Chip status(ItemRow row) {
        return switch (row.state().transfer()) {
            case TransferState.Idle _, TransferState.Failed _ ->
                    row.problem().map(this::failed).orElse(Chip.NONE);
            case TransferState _ when row.state().transferView().asksUser() ->
                    chip("transfer.asks", "fth-help-circle", Family.ATTENTION);
            case TransferState _ when row.state().transferView().awaitsTurn() ->
                    new Chip(
                            messages.get("transfer.turn"),
                            "fth-clock",
                            Family.NEUTRAL,
                            messages.get("transfer.turn.why"));
            case TransferState.Queued _ -> chip("transfer.queued", "fth-clock", Family.NEUTRAL);
            case TransferState.Waiting waiting ->
                    new Chip(
                            messages.brief(waiting.why()),
                            "fth-clock",
                            Family.ATTENTION,
                            messages.explainedWait(waiting.why()));
            case TransferState.Running(_, _) ->
                    chip("transfer.running", "fth-arrow-down", Family.RUNNING);
            case TransferState.Paused(_, _) -> chip("transfer.paused", "fth-pause", Family.NEUTRAL);
            case TransferState.Saved(_, _) -> chip("transfer.saved", "fth-check", Family.GOOD);
            case TransferState.Skipped there when there.hasFile() ->
                    chip("transfer.here", "fth-check", Family.GOOD);
            case TransferState.Skipped _ ->
                    chip("transfer.skipped", "fth-skip-forward", Family.NEUTRAL);
        };
    }

    private Chip failed(Problem problem) {
        return isForgotten(problem)
                ? brief(problem, PASTE_ICON, Family.ATTENTION)
                : brief(problem, "fth-alert-circle", Family.FAILED);
    }

    private Chip brief(Problem problem, String icon, Family family) {
        return new Chip(messages.brief(problem), icon, family, messages.explained(problem));
    }

    private Chip chip(String key, String icon, Family family) {
        return new Chip(messages.get(key), icon, family);
    }

    /** Such as {@code 403 / 1061004}; empty where nothing was answered. */
    static Optional<String> code(ItemRow row) {
        List<String> parts =
                row.reason().stream()
                        .flatMapToInt(p -> IntStream.of(p.httpStatus(), p.platformCode()))
                        .filter(code -> code != 0)
                        .mapToObj(Integer::toString)
                        .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" / ", parts));
    }

    static @Nullable TemporaryLink linkOf(ItemRow row) {
        return row.state().link().present();
    }
}
