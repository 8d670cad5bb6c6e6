package app.jackdaw.store;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes ledger entries of the texts that {@link LedgerText} wrote: a window waits for a long list,
 * so they are read in one pass, and what many rows have in common is made once. What only a later
 * version tells apart is taken for the nearest that is known: the row is worth more. For one
 * thread.
 */
final class LedgerReader {

    private final Map<String, Path> folders = new HashMap<>();
    private final Map<String, String> volumes = new HashMap<>();
    private int unspelled;

    /**
     * How many entries have paths that this machine cannot spell, as it is set up now: a locale
     * without Unicode has no Chinese folders. Such an entry comes without anything that is known of
     * its file, and must not be written over.
     */
    int unspelled() {
        return unspelled;
    }

    /**
     * @param texts goes to the next of them
     * @param to where that one ends
     * @throws RuntimeException of several kinds when the text is none of ours; then nothing more
     *     can be read of the texts
     */
    LedgerEntry read(Fields texts, int to) {
        MediaItem item = null;
        Long rank = null;
        State state = null;
        PlanText plan = null;
        PartRecord part = null;
        String sha256 = null;
        int attempts = 0;
        boolean changed = false;
        Problem refusal = null;
        for (String name = texts.begin(); name != null; name = texts.next()) {
            switch (name) {
                case "item" -> item = item(texts);
                case "rank" -> rank = texts.number();
                case "state" -> state = state(texts);
                case "plan" -> plan = texts.isNull() ? null : plan(texts);
                case "part" -> part = texts.isNull() ? null : part(texts);
                case "sha256" -> sha256 = texts.text();
                case "attempts" -> attempts = Math.toIntExact(texts.number());
                case "changed" -> changed = texts.flag();
                case "linkRefusal" ->
                        refusal = texts.isNull() ? null : ProblemText.read(texts, null);
                default -> texts.skip();
            }
        }
        texts.end(to);
        LedgerEntry bare =
                new LedgerEntry(
                        Fields.required(item),
                        Fields.required(rank),
                        new TransferState.Idle(),
                        null,
                        null,
                        null,
                        attempts == 0 && !changed
                                ? LedgerEntry.Told.NOTHING
                                : new LedgerEntry.Told(attempts, changed),
                        refusal);
        try {
            return whole(bare, Fields.required(state), plan, part, sha256);
        } catch (InvalidPathException notHere) {
            unspelled++;
            return bare;
        }
    }

    private LedgerEntry whole(
            LedgerEntry bare,
            State state,
            @Nullable PlanText plan,
            @Nullable PartRecord part,
            @Nullable String sha256) {
        Path target = plan == null || plan.target == null ? null : Path.of(plan.target);
        return new LedgerEntry(
                bare.item(),
                bare.rank(),
                state.made(plan == null ? null : plan.target, target),
                plan == null ? null : made(plan, target),
                part,
                sha256,
                bare.told(),
                bare.linkRefusal());
    }

    private static MediaItem item(Fields fields) {
        String id = null;
        String token = null;
        ItemSource source = null;
        String ownName = null;
        String knownName = null;
        String folder = null;
        Long size = null;
        String type = null;
        String extra = null;
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "id" -> id = fields.text();
                case "token" -> token = fields.text();
                case "source" -> source = SourceText.read(fields);
                case "ownName" -> ownName = fields.text();
                case "knownName" -> knownName = fields.text();
                case "folder" -> folder = fields.text();
                case "size" -> size = fields.isNull() ? null : Long.valueOf(fields.number());
                case "type" -> type = fields.text();
                case "extra" -> extra = fields.text();
                default -> fields.skip();
            }
        }
        String known = Fields.required(id);
        return new MediaItem(
                known,
                known.equals(token) ? known : Fields.required(token), // most have one text for both
                Fields.required(source),
                ownName,
                knownName,
                folder,
                size,
                type,
                extra);
    }

    /** A state as it is written: which fields count depends on one that may come last. */
    private record State(
            @Nullable String is,
            @Nullable Long done,
            @Nullable Long total,
            @Nullable String path,
            @Nullable Long bytes,
            @Nullable String found,
            @Nullable Problem problem) {

        /**
         * @param target most paths of states are that
         */
        TransferState made(@Nullable String targetText, @Nullable Path target) {
            return switch (Fields.required(is)) {
                case "idle" -> new TransferState.Idle();
                case "queued" -> new TransferState.Queued();
                case "paused" ->
                        new TransferState.Paused(Fields.required(done), Fields.required(total));
                case "saved" ->
                        new TransferState.Saved(path(targetText, target), Fields.required(bytes));
                case "skipped" ->
                        new TransferState.Skipped(path(targetText, target), whatIsThere());
                case "failed" ->
                        new TransferState.Failed(
                                Fields.required(problem),
                                Fields.required(done),
                                total == null ? TransferState.UNKNOWN : total); // older: none
                default -> throw new IllegalArgumentException("no state");
            };
        }

        private Found whatIsThere() {
            if (found == null) {
                return Found.SAME_FILE; // older entries do not tell
            }
            // of a later one it is not known whether the file is there
            return Objects.requireNonNullElse(Fields.known(Found.class, found), Found.ANOTHER_FILE);
        }

        private Path path(@Nullable String targetText, @Nullable Path target) {
            String text = Fields.required(path);
            return target != null && text.equals(targetText) ? target : Path.of(text);
        }
    }

    private static State state(Fields fields) {
        String is = null;
        Long done = null;
        Long total = null;
        String path = null;
        Long bytes = null;
        String found = null;
        Problem problem = null;
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "is" -> is = fields.text();
                case "done" -> done = fields.number();
                case "total" -> total = fields.number();
                case "path" -> path = fields.text();
                case "bytes" -> bytes = fields.number();
                case "found" -> found = fields.text();
                case "problem" -> problem = ProblemText.read(fields, Cause.INTERNAL);
                default -> fields.skip();
            }
        }
        return new State(is, done, total, path, bytes, found, problem);
    }

    /** A plan as it is written: a state may have the same path. */
    private record PlanText(
            String destination,
            @Nullable String target,
            long total,
            @Nullable Replaced replaces,
            boolean adjusted,
            boolean reserves,
            @Nullable String volume,
            @Nullable String found) {}

    private Plan made(PlanText text, @Nullable Path target) {
        String volume = text.volume;
        return new Plan(
                folders.computeIfAbsent(text.destination, Path::of),
                target,
                text.total,
                text.replaces,
                text.adjusted,
                text.reserves,
                volume == null ? null : volumes.computeIfAbsent(volume, same -> same),
                text.found == null ? null : Path.of(text.found));
    }

    private static PlanText plan(Fields fields) {
        String destination = null;
        String target = null;
        Long total = null;
        Replaced replaces = null; // older entries do not tell which file, and replace none
        boolean adjusted = false;
        boolean reserves = false;
        String volume = null; // older entries have none
        String found = null; // they, too
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "destination" -> destination = fields.text();
                case "target" -> target = fields.text();
                case "total" -> total = fields.number();
                case "replaced" -> replaces = fields.isNull() ? null : replaced(fields);
                case "adjusted" -> adjusted = fields.flag();
                case "reserves" -> reserves = fields.flag();
                case "volume" -> volume = fields.text();
                case "found" -> found = fields.text();
                default -> fields.skip();
            }
        }
        return new PlanText(
                Fields.required(destination),
                target,
                Fields.required(total),
                replaces,
                adjusted,
                reserves,
                volume,
                found);
    }

    private static Replaced replaced(Fields fields) {
        Long bytes = null;
        String modified = null;
        String key = null;
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "bytes" -> bytes = fields.number();
                case "modified" -> modified = fields.text();
                case "key" -> key = fields.text();
                default -> fields.skip();
            }
        }
        return new Replaced(Fields.required(bytes), Fields.required(modified), key);
    }

    static PartRecord part(Fields fields) {
        Long bytes = null;
        String sha256 = null;
        String stage = null;
        String etag = null;
        String lastModified = null;
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "bytes" -> bytes = fields.number();
                case "sha256" -> sha256 = fields.text();
                case "stage" -> stage = fields.text();
                case "etag" -> etag = fields.text();
                case "lastModified" -> lastModified = fields.text();
                default -> fields.skip();
            }
        }
        return new PartRecord(
                Fields.required(bytes),
                Fields.required(sha256),
                // of a later one it is known that these bytes are right
                Objects.requireNonNullElse(Fields.known(Stage.class, stage), Stage.GROWING),
                etag,
                lastModified);
    }
}
