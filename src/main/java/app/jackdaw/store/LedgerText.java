package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ledger entries as JSON text, and one back. Stateless; any thread. */
final class LedgerText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private LedgerText() {}

    static String write(LedgerEntry entry) {
        ObjectNode root = MAPPER.createObjectNode();
        root.set("item", item(entry.item()));
        root.put("rank", entry.rank());
        root.set("state", state(entry.state()));
        Plan plan = entry.plan();
        if (plan != null) {
            ObjectNode node = root.putObject("plan");
            node.put("destination", plan.destination().toString());
            put(node, "target", plan.target() == null ? null : plan.target().toString());
            node.put("total", plan.total());
            Replaced replaces = plan.replaces();
            if (replaces != null) {
                node.put("replaces", true); // all that older versions know of it
                ObjectNode file = node.putObject("replaced");
                file.put("bytes", replaces.bytes());
                file.put("modified", replaces.modified());
                put(file, "key", replaces.key());
            }
            if (plan.adjusted()) {
                node.put("adjusted", true);
            }
            if (plan.reserves()) {
                node.put("reserves", true);
            }
            put(node, "volume", plan.volume());
            put(node, "found", plan.found() == null ? null : plan.found().toString());
        }
        PartRecord part = entry.part();
        if (part != null) {
            write(part, root.putObject("part"));
        }
        put(root, "sha256", entry.sha256());
        if (entry.told().attempts() > 0) {
            root.put("attempts", entry.told().attempts());
        }
        if (entry.told().changed()) {
            root.put("changed", true);
        }
        Problem refusal = entry.linkRefusal();
        if (refusal != null) {
            root.set("linkRefusal", ProblemText.write(refusal));
        }
        return root.toString();
    }

    static void write(PartRecord part, ObjectNode node) {
        node.put("bytes", part.bytes());
        node.put("sha256", part.sha256());
        node.put("stage", part.stage().name());
        put(node, "etag", part.etag());
        put(node, "lastModified", part.lastModified());
    }

    /**
     * One entry by itself; {@link LedgerReader} is for many.
     *
     * @throws RuntimeException of several kinds when the text is none of ours
     */
    static LedgerEntry read(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try (Fields texts = Fields.of(utf8, 0, utf8.length)) {
            return new LedgerReader().read(texts, utf8.length);
        }
    }

    private static ObjectNode item(MediaItem item) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", item.id());
        node.put("token", item.token());
        node.set("source", SourceText.write(item.source(), MAPPER.createObjectNode()));
        put(node, "ownName", item.ownName());
        put(node, "knownName", item.knownName());
        put(node, "folder", item.folder());
        if (item.size() != null) {
            node.put("size", item.size());
        }
        put(node, "type", item.type());
        put(node, "extra", item.extra());
        return node;
    }

    private static ObjectNode state(TransferState state) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (state) {
            case TransferState.Idle _ -> node.put("is", "idle");
            case TransferState.Queued _, TransferState.Waiting _, TransferState.Running _ ->
                    node.put("is", "queued");
            case TransferState.Paused(long done, long total) ->
                    node.put("is", "paused").put("done", done).put("total", total);
            case TransferState.Saved(Path path, long bytes) ->
                    node.put("is", "saved").put("path", path.toString()).put("bytes", bytes);
            case TransferState.Skipped(Path path, Found found) ->
                    node.put("is", "skipped")
                            .put("path", path.toString())
                            .put("found", found.name());
            case TransferState.Failed(Problem problem, long done, long total) -> {
                node.put("is", "failed").put("done", done).put("total", total);
                node.set("problem", ProblemText.write(problem));
            }
        }
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
