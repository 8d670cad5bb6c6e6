package app.jackdaw.store;

import app.jackdaw.store.Layout.Bounds;
import app.jackdaw.store.Layout.Column;
import app.jackdaw.store.Layout.Order;
import app.jackdaw.store.Layout.Shown;
import app.jackdaw.store.Layout.Sort;
import app.jackdaw.store.Layout.Table;
import app.jackdaw.store.Layout.Window;
import app.jackdaw.store.Settings.Account;
import app.jackdaw.store.Settings.Caution;
import app.jackdaw.store.Settings.Downloads;
import app.jackdaw.store.Settings.Draft;
import app.jackdaw.store.Settings.Look;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings as a JSON tree and back. Reads value by value, so that a wrong one costs itself
 * alone. Stateless, any thread.
 */
final class SettingsJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SettingsJson() {}

    static Settings read(JsonNode root) {
        Settings defaults = Settings.DEFAULTS;
        JsonNode account = root.path("account");
        JsonNode look = root.path("look");
        JsonNode downloads = root.path("downloads");
        return new Settings(
                new Account(
                        choice(account.path("platform"), defaults.account().platform()),
                        text(account.path("baseAddress")),
                        text(account.path("appId")),
                        choice(account.path("identity"), defaults.account().identity())),
                new Look(
                        choice(look.path("language"), defaults.look().language()),
                        choice(look.path("theme"), defaults.look().theme())),
                new Downloads(
                        path(downloads.path("destination")),
                        whole(downloads.path("filesAtOnce"), Downloads.DEFAULT_AT_ONCE),
                        whole(downloads.path("bytesPerSecond"), 0),
                        whole(downloads.path("callsPerSecond"), Downloads.MOST_LINK_CALLS),
                        choice(downloads.path("conflicts"), defaults.downloads().conflicts()),
                        choice(downloads.path("dates"), defaults.downloads().dates())),
                new Layout(window(root.path("window")), table(root.path("table"))),
                cautions(root.path("cautionsShown")),
                new Draft(text(root.path("draft")), text(root.path("draftExtra"))),
                !text(downloads.path("destination")).isBlank());
    }

    /**
     * Null stands for a value that is not set and has to leave the file; what is missing stays
     * there.
     */
    static ObjectNode write(Settings settings) {
        ObjectNode root = NODES.objectNode();
        Account account = settings.account();
        root.putObject("account")
                .put("platform", name(account.platform()))
                .put("baseAddress", account.baseAddress())
                .put("appId", account.appId())
                .put("identity", name(account.identity()));
        root.putObject("look")
                .put("language", name(settings.look().language()))
                .put("theme", name(settings.look().theme()));
        ObjectNode downloads = root.putObject("downloads");
        if (!settings.destinationElsewhere()) {
            Path destination = settings.downloads().destination();
            downloads.put("destination", destination == null ? null : destination.toString());
        }
        downloads
                .put("filesAtOnce", settings.downloads().filesAtOnce())
                .put("bytesPerSecond", settings.downloads().bytesPerSecond())
                .put("callsPerSecond", settings.downloads().callsPerSecond())
                .put("conflicts", name(settings.downloads().conflicts()))
                .put("dates", name(settings.downloads().dates()));
        write(settings.layout().window(), root.putObject("window"));
        write(settings.layout().table(), root.putObject("table"));
        ArrayNode cautions = root.putArray("cautionsShown");
        settings.cautionsShown().stream().sorted().forEach(it -> cautions.add(name(it)));
        root.put("draft", settings.draft().text());
        root.put("draftExtra", settings.draft().extra());
        return root;
    }

    /**
     * Lays the known members over what the file holds; members of a later version stay, in objects
     * of lists too as long as their {@code id} does.
     */
    static ObjectNode over(ObjectNode file, ObjectNode known) {
        ObjectNode merged = file.deepCopy();
        known.properties()
                .forEach(member -> {
                    JsonNode value = member.getValue();
                    if (value.isNull()) {
                        merged.remove(member.getKey());
                    } else {
                        merged.set(member.getKey(), over(file.path(member.getKey()), value));
                    }
                });
        return merged;
    }

    private static JsonNode over(JsonNode file, JsonNode known) {
        if (file instanceof ObjectNode before && known instanceof ObjectNode now) {
            return over(before, now);
        }
        if (!(file instanceof ArrayNode) || !(known instanceof ArrayNode)) {
            return known;
        }
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        for (JsonNode element : file) {
            if (element instanceof ObjectNode object && object.path("id").isString()) {
                byId.put(object.path("id").stringValue(), object);
            }
        }
        ArrayNode merged = NODES.arrayNode();
        for (JsonNode element : known) {
            ObjectNode before = byId.get(text(element.path("id")));
            merged.add(
                    before != null && element instanceof ObjectNode now
                            ? over(before, now)
                            : element);
        }
        return merged;
    }

    private static Window window(JsonNode node) {
        JsonNode at = node.path("bounds");
        Bounds bounds =
                at.isObject()
                        ? new Bounds(
                                number(at.path("x")),
                                number(at.path("y")),
                                number(at.path("width")),
                                number(at.path("height")))
                        : null;
        Map<String, Double> dividers = new LinkedHashMap<>();
        node.path("dividers")
                .properties()
                .forEach(divider -> dividers.put(divider.getKey(), number(divider.getValue())));
        Set<String> collapsed = new LinkedHashSet<>();
        node.path("collapsed").forEach(id -> collapsed.add(text(id)));
        return new Window(
                bounds,
                choice(node.path("state"), Settings.DEFAULTS.layout().window().state()),
                dividers,
                collapsed);
    }

    private static void write(Window window, ObjectNode node) {
        Bounds bounds = window.bounds();
        if (bounds == null) {
            node.putNull("bounds");
        } else {
            node.putObject("bounds")
                    .put("x", bounds.x())
                    .put("y", bounds.y())
                    .put("width", bounds.width())
                    .put("height", bounds.height());
        }
        node.put("state", name(window.state()));
        ObjectNode dividers = node.putObject("dividers");
        window.dividers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(divider -> dividers.put(divider.getKey(), divider.getValue()));
        ArrayNode collapsed = node.putArray("collapsed");
        window.collapsed().stream().sorted().forEach(collapsed::add);
    }

    private static Table table(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : node.path("columns")) {
            columns.add(
                    new Column(
                            text(column.path("id")),
                            number(column.path("width")),
                            choice(column.path("shown"), Shown.VISIBLE)));
        }
        List<Sort> sort = new ArrayList<>();
        for (JsonNode by : node.path("sort")) {
            sort.add(new Sort(text(by.path("id")), choice(by.path("order"), Order.ASCENDING)));
        }
        return new Table(columns, sort);
    }

    private static void write(Table table, ObjectNode node) {
        ArrayNode columns = node.putArray("columns");
        for (Column column : table.columns()) {
            columns.addObject()
                    .put("id", column.id())
                    .put("width", column.width())
                    .put("shown", name(column.shown()));
        }
        ArrayNode sort = node.putArray("sort");
        for (Sort by : table.sort()) {
            sort.addObject().put("id", by.columnId()).put("order", name(by.order()));
        }
    }

    private static Set<Caution> cautions(JsonNode node) {
        Set<Caution> shown = EnumSet.noneOf(Caution.class);
        for (Caution caution : Caution.values()) {
            for (JsonNode said : node) {
                if (text(said).equals(name(caution))) {
                    shown.add(caution);
                }
            }
        }
        return shown;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E choice(JsonNode node, E otherwise) {
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            if (name(constant).equals(text(node).toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        return otherwise;
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }

    /** Not a number where there is none; the records decide what that means. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    /** A number beyond {@code int} counts as the largest, so that it ends at the range's edge. */
    private static int whole(JsonNode node, int otherwise) {
        return node.isNumber() ? (int) node.doubleValue() : otherwise;
    }

    private static @Nullable Path path(JsonNode node) {
        try {
            return text(node).isBlank() ? null : Path.of(text(node));
        } catch (InvalidPathException notAPathHere) {
            return null; // the default, see destinationElsewhere
        }
    }
}
