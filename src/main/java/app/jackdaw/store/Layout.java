package app.jackdaw.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the user left the window: what it remembers of itself, and nobody chooses in a settings
 * window. Every value is in its range, like those of {@link Settings}. Immutable, any thread.
 */
public record Layout(Window window, Table table) {

    /** Node ids of the window; keeps anything but a name out of the file. */
    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");

    public static final Layout DEFAULT =
            new Layout(
                    new Window(null, WindowState.NORMAL, Map.of(), Set.of()),
                    new Table(List.of(), List.of()));

    /** Whether the window fills the screen. */
    public enum WindowState {
        NORMAL,
        MAXIMISED
    }

    /** The direction of a sorted column. */
    public enum Order {
        ASCENDING,
        DESCENDING
    }

    /**
     * Where the window stood and what was folded.
     *
     * @param bounds of the window when it is not maximised; null before it was ever moved. Whether
     *     they lie on a screen of today is for the window to judge
     * @param dividers positions by node id, 0 to 1
     * @param collapsed node ids of the panels that are folded
     */
    public record Window(
            @Nullable Bounds bounds,
            WindowState state,
            Map<String, Double> dividers,
            Set<String> collapsed) {

        public Window {
            bounds = bounds != null && bounds.isFinite() ? bounds : null;
            Map<String, Double> usable = new LinkedHashMap<>();
            dividers.forEach((id, position) -> {
                if (NODE_ID.matcher(id).matches() && Double.isFinite(position)) {
                    usable.put(id, Math.clamp(position, 0.0, 1.0));
                }
            });
            dividers = Map.copyOf(usable);
            Set<String> ids = new LinkedHashSet<>(collapsed);
            ids.removeIf(id -> !NODE_ID.matcher(id).matches());
            collapsed = Set.copyOf(ids);
        }
    }

    /** In pixels of the screen, as JavaFX counts them; may be negative on a second screen. */
    public record Bounds(double x, double y, double width, double height) {

        /** Several screens side by side reach this far; X11 itself ends at 32767. */
        private static final double FARTHEST = 32_767;

        /** The least that the window is built for is 960×600; half of it can still be grabbed. */
        private static final double LEAST_WIDTH = 480;

        private static final double LEAST_HEIGHT = 300;

        public Bounds {
            if (isFinite(x, y, width, height)) {
                x = Math.clamp(x, -FARTHEST, FARTHEST);
                y = Math.clamp(y, -FARTHEST, FARTHEST);
                width = Math.clamp(width, LEAST_WIDTH, FARTHEST);
                height = Math.clamp(height, LEAST_HEIGHT, FARTHEST);
            }
        }

        boolean isFinite() {
            return isFinite(x, y, width, height);
        }

        private static boolean isFinite(double... numbers) {
            for (double number : numbers) {
                if (!Double.isFinite(number)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * How the results table is laid out.
     *
     * @param columns in the order shown; empty means the default layout; each id once
     * @param sort most important first; empty means unsorted
     */
    public record Table(List<Column> columns, List<Sort> sort) {

        public Table {
            Map<String, Column> byId = new LinkedHashMap<>();
            for (Column column : columns) {
                if (NODE_ID.matcher(column.id()).matches()) {
                    byId.putIfAbsent(column.id(), column);
                }
            }
            columns = List.copyOf(byId.values());
            Map<String, Sort> sortById = new LinkedHashMap<>();
            for (Sort by : sort) {
                if (NODE_ID.matcher(by.columnId()).matches()) {
                    sortById.putIfAbsent(by.columnId(), by);
                }
            }
            sort = List.copyOf(sortById.values());
        }
    }

    /** Whether a column is shown. */
    public enum Shown {
        VISIBLE,
        HIDDEN
    }

    /**
     * @param width in pixels, 24 to 4000
     */
    public record Column(String id, double width, Shown shown) {

        private static final double NARROWEST = 24;
        private static final double WIDEST = 4_000;
        private static final double DEFAULT_WIDTH = 100;

        public Column {
            width = Double.isFinite(width) ? Math.clamp(width, NARROWEST, WIDEST) : DEFAULT_WIDTH;
        }
    }

    /** One sorted column. */
    public record Sort(String columnId, Order order) {}

    public Layout with(Window other) {
        return new Layout(other, table);
    }

    public Layout with(Table other) {
        return new Layout(window, other);
    }
}
