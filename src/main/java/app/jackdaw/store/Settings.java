package app.jackdaw.store;

import app.jackdaw.model.Platform;
import app.jackdaw.model.ProblemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the user chose and the window remembers. Every value is in its range: whatever is
 * given outside is brought to the nearest one allowed or to the default, one by one. Holds no
 * secret. Immutable, any thread.
 *
 * @param cautionsShown cautions that were shown once and need not be shown again
 * @param draft what stood in the token editor
 */
public record Settings(
        Account account,
        Look look,
        Downloads downloads,
        Window window,
        Table table,
        Set<Caution> cautionsShown,
        Draft draft) {

    public static final Settings DEFAULTS =
            new Settings(
                    new Account(Platform.Kind.FEISHU, "", "", IdentityKind.APP),
                    new Look(Language.SYSTEM, Theme.SYSTEM),
                    new Downloads(
                            null,
                            Downloads.DEFAULT_AT_ONCE,
                            0,
                            Downloads.MOST_LINK_CALLS,
                            Conflicts.KEEP_BOTH,
                            Dates.OF_SAVING),
                    new Window(null, WindowState.NORMAL, Map.of(), Set.of()),
                    new Table(List.of(), List.of()),
                    Set.of(),
                    new Draft(""));

    /** Node ids of the window; keeps anything but a name out of the file. */
    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");

    /** Which kind of identity the credentials panel shows. */
    public enum IdentityKind {
        APP,
        ACCESS_TOKEN
    }

    /** The language of the window. */
    public enum Language {
        SYSTEM,
        ZH,
        EN
    }

    /** The colours of the window. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    /** What happens when a file of that name is there already. */
    public enum Conflicts {
        KEEP_BOTH,
        OVERWRITE,
        ASK
    }

    /** Which date a saved file gets. */
    public enum Dates {
        OF_SAVING,
        OF_THE_SERVER
    }

    /** Whether the window fills the screen. */
    public enum WindowState {
        NORMAL,
        MAXIMISED
    }

    /** Things that are said once. */
    public enum Caution {
        /** A temporary link opens its file for everybody who has it. */
        LINKS_ARE_KEYS
    }

    /** The direction of a sorted column. */
    public enum Order {
        ASCENDING,
        DESCENDING
    }

    public Settings {
        cautionsShown =
                cautionsShown.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(cautionsShown));
    }

    /**
     * The identity without what proves it.
     *
     * @param baseAddress of platform Other: scheme, host and port; empty when none is known
     * @param appId shape {@code cli_…}; empty when none is known. Anything else is not kept, so
     *     that a secret typed into the wrong field is not either
     */
    public record Account(
            Platform.Kind platform, String baseAddress, String appId, IdentityKind identity) {

        /** An app secret has 32 characters and would pass for a host without a domain. */
        private static final int LONGEST_BARE_HOST = 24;

        private static final Pattern APP_ID = Pattern.compile("cli_[A-Za-z0-9]{1,64}");

        public Account {
            baseAddress = baseOf(baseAddress);
            appId = APP_ID.matcher(appId.strip()).matches() ? appId.strip() : "";
        }

        private static String baseOf(String address) {
            if (address.isBlank() || !DraftText.withoutKeys(address).equals(address)) {
                return "";
            }
            try {
                URI base = Platform.other(address).apiBase();
                String host = base.getHost();
                boolean couldBeSecret = !host.contains(".") && host.length() > LONGEST_BARE_HOST;
                return couldBeSecret ? "" : base.toString();
            } catch (ProblemException notUsable) {
                return ""; // the field starts empty then, which the user sees
            }
        }
    }

    /**
     * The token editor's text without links and tokens that open anything. Making one reads the
     * whole text: not on the FX thread for a long one.
     */
    public record Draft(String text) {

        public Draft {
            text = DraftText.withoutKeys(text);
        }
    }

    /** How the window speaks and looks. */
    public record Look(Language language, Theme theme) {}

    /**
     * Where files go, and how many at a time.
     *
     * @param destination absolute; null means the system's default
     * @param filesAtOnce 1 to 16
     * @param bytesPerSecond of all transfers together; 0 for no limit
     * @param callsPerSecond for links, 1 to 5
     * @param conflicts what happens when a file is there already
     */
    public record Downloads(
            @Nullable Path destination,
            int filesAtOnce,
            long bytesPerSecond,
            int callsPerSecond,
            Conflicts conflicts,
            Dates dates) {

        public static final int FEWEST_AT_ONCE = 1;
        public static final int MOST_AT_ONCE = 16;
        public static final int DEFAULT_AT_ONCE = 4;

        /** What the platform documents; also the default. */
        public static final int MOST_LINK_CALLS = 5;

        public Downloads {
            destination = destination != null && destination.isAbsolute() ? destination : null;
            filesAtOnce = Math.clamp(filesAtOnce, FEWEST_AT_ONCE, MOST_AT_ONCE);
            bytesPerSecond = Math.max(0, bytesPerSecond);
            callsPerSecond = Math.clamp(callsPerSecond, 1, MOST_LINK_CALLS);
        }
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

    public Settings withAccount(Account other) {
        return new Settings(other, look, downloads, window, table, cautionsShown, draft);
    }

    public Settings withLook(Look other) {
        return new Settings(account, other, downloads, window, table, cautionsShown, draft);
    }

    public Settings withDownloads(Downloads other) {
        return new Settings(account, look, other, window, table, cautionsShown, draft);
    }

    public Settings withWindow(Window other) {
        return new Settings(account, look, downloads, other, table, cautionsShown, draft);
    }

    public Settings withTable(Table other) {
        return new Settings(account, look, downloads, window, other, cautionsShown, draft);
    }

    public Settings withCautionShown(Caution caution) {
        EnumSet<Caution> more = EnumSet.of(caution);
        more.addAll(cautionsShown);
        return new Settings(account, look, downloads, window, table, more, draft);
    }

    public Settings withDraft(Draft other) {
        return new Settings(account, look, downloads, window, table, cautionsShown, other);
    }
}
