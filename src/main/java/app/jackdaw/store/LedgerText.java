package app.jackdaw.store;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ledger entries as JSON text and back. Stateless; any thread. */
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
            if (plan.replaces()) {
                node.put("replaces", true);
            }
            if (plan.adjusted()) {
                node.put("adjusted", true);
            }
            if (plan.reserves()) {
                node.put("reserves", true);
            }
            put(node, "volume", plan.volume());
        }
        PartRecord part = entry.part();
        if (part != null) {
            ObjectNode node = root.putObject("part");
            node.put("bytes", part.bytes());
            node.put("sha256", part.sha256());
            node.put("stage", part.stage().name());
            put(node, "etag", part.etag());
            put(node, "lastModified", part.lastModified());
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
            root.set("linkRefusal", problem(refusal));
        }
        return root.toString();
    }

    /**
     * @throws RuntimeException of several kinds when the text is none of ours
     */
    static LedgerEntry read(String text) {
        JsonNode root = MAPPER.readTree(text);
        return new LedgerEntry(
                item(root.required("item")),
                root.required("rank").asLong(),
                state(root.required("state")),
                root.hasNonNull("plan") ? plan(root.get("plan")) : null,
                root.hasNonNull("part") ? part(root.get("part")) : null,
                string(root, "sha256"),
                new LedgerEntry.Told(
                        root.path("attempts").asInt(0), root.path("changed").asBoolean(false)),
                root.hasNonNull("linkRefusal") ? problem(root.get("linkRefusal")) : null);
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

    private static MediaItem item(JsonNode node) {
        ItemSource source = SourceText.read(node.required("source"));
        return new MediaItem(
                node.required("id").asString(),
                node.required("token").asString(),
                source,
                string(node, "ownName"),
                string(node, "knownName"),
                string(node, "folder"),
                node.hasNonNull("size") ? node.get("size").asLong() : null,
                string(node, "type"),
                string(node, "extra"));
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
                node.set("problem", problem(problem));
            }
        }
        return node;
    }

    private static TransferState state(JsonNode node) {
        return switch (node.required("is").asString()) {
            case "idle" -> new TransferState.Idle();
            case "queued" -> new TransferState.Queued();
            case "paused" ->
                    new TransferState.Paused(
                            node.required("done").asLong(), node.required("total").asLong());
            case "saved" ->
                    new TransferState.Saved(
                            Path.of(node.required("path").asString()),
                            node.required("bytes").asLong());
            case "skipped" ->
                    new TransferState.Skipped(
                            Path.of(node.required("path").asString()),
                            // older entries do not tell
                            Found.valueOf(node.path("found").asString(Found.SAME_FILE.name())));
            case "failed" ->
                    new TransferState.Failed(
                            problem(node.required("problem")),
                            node.required("done").asLong(),
                            node.path("total").asLong(TransferState.UNKNOWN)); // older: none
            default -> throw new IllegalArgumentException("no state");
        };
    }

    private static ObjectNode problem(Problem problem) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("cause", problem.cause().name());
        ArrayNode arguments = node.putArray("arguments");
        problem.arguments().forEach(arguments::add);
        node.put("platformCode", problem.platformCode());
        node.put("httpStatus", problem.httpStatus());
        node.put("logId", problem.logId());
        put(node, "at", problem.at() == null ? null : problem.at().toString());
        if (!problem.said().isEmpty()) {
            ArrayNode said = node.putArray("said");
            for (ServerWord word : problem.said()) {
                said.addObject()
                        .put("by", word.speaker().name())
                        .put("status", word.httpStatus())
                        .put("text", word.text());
            }
        }
        return node;
    }

    private static Problem problem(JsonNode node) {
        List<String> arguments = new ArrayList<>();
        node.required("arguments").forEach(argument -> arguments.add(argument.asString()));
        String at = string(node, "at");
        return new Problem(
                Problem.Cause.valueOf(node.required("cause").asString()),
                arguments,
                node.required("platformCode").asInt(),
                node.required("httpStatus").asInt(),
                node.required("logId").asString(),
                at == null ? null : Instant.parse(at),
                said(node.path("said")));
    }

    /** Older entries have none. */
    private static List<ServerWord> said(JsonNode node) {
        List<ServerWord> said = new ArrayList<>();
        for (JsonNode word : node) {
            said.add(
                    new ServerWord(
                            ServerWord.Speaker.valueOf(word.required("by").asString()),
                            word.required("status").asInt(),
                            word.required("text").asString()));
        }
        return said;
    }

    private static Plan plan(JsonNode node) {
        String target = string(node, "target");
        return new Plan(
                Path.of(node.required("destination").asString()),
                target == null ? null : Path.of(target),
                node.required("total").asLong(),
                node.path("replaces").asBoolean(false),
                node.path("adjusted").asBoolean(false),
                node.path("reserves").asBoolean(false),
                string(node, "volume")); // older entries have none
    }

    private static PartRecord part(JsonNode node) {
        return new PartRecord(
                node.required("bytes").asLong(),
                node.required("sha256").asString(),
                PartRecord.Stage.valueOf(node.required("stage").asString()),
                string(node, "etag"),
                string(node, "lastModified"));
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static @Nullable String string(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asString() : null;
    }
}
