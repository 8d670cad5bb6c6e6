package app.jackdaw.store;

import app.jackdaw.model.Platform;
import app.jackdaw.model.ProblemException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the user chose, and what the window remembers of itself. Every value is in its
 * range: whatever is given outside is brought to the nearest one allowed or to the default, one by
 * one. Holds no secret. Immutable, any thread.
 *
 * @param layout how the window was left
 * @param cautionsShown cautions that were shown once and need not be shown again
 * @param draft what stood in the token editor
 * @param destinationElsewhere whether the file names a destination that is no folder on this
 *     machine as it is set up now: a locale without Unicode has no Chinese ones, another system has
 *     other roots. It stays in the file until another one is chosen
 */
public record Settings(
        Account account,
        Look look,
        Downloads downloads,
        Layout layout,
        Set<Caution> cautionsShown,
        Draft draft,
        boolean destinationElsewhere) {

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
                    Layout.DEFAULT,
                    Set.of(),
                    new Draft("", ""),
                    false);

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

    /** Things that are said once. */
    public enum Caution {
        /** A temporary link opens its file for everybody who has it. */
        LINKS_ARE_KEYS
    }

    public Settings {
        cautionsShown =
                cautionsShown.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(cautionsShown));
        destinationElsewhere &= downloads.destination() == null;
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
     *
     * @param extra what stood in the field for {@code extra}, treated likewise
     * @param isCut whether the text is only the beginning of what was given; not written to the
     *     file, which holds a text of that length like any other
     */
    public record Draft(String text, String extra, boolean isCut) {

        public Draft {
            String safe = DraftText.withoutKeys(text);
            isCut |= DraftText.isTooLong(safe); // measured last: what is taken out is no loss
            text = DraftText.beginning(safe);
            extra = DraftText.beginning(DraftText.withoutKeys(extra));
        }

        public Draft(String text, String extra) {
            this(text, extra, false);
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

    public Settings withAccount(Account other) {
        return new Settings(
                other, look, downloads, layout, cautionsShown, draft, destinationElsewhere);
    }

    public Settings withLook(Look other) {
        return new Settings(
                account, other, downloads, layout, cautionsShown, draft, destinationElsewhere);
    }

    public Settings withDownloads(Downloads other) {
        return new Settings(
                account, look, other, layout, cautionsShown, draft, destinationElsewhere);
    }

    public Settings withLayout(Layout other) {
        return new Settings(
                account, look, downloads, other, cautionsShown, draft, destinationElsewhere);
    }

    public Settings withCautionShown(Caution caution) {
        EnumSet<Caution> more = EnumSet.of(caution);
        more.addAll(cautionsShown);
        return new Settings(account, look, downloads, layout, more, draft, destinationElsewhere);
    }

    public Settings withDraft(Draft other) {
        return new Settings(
                account, look, downloads, layout, cautionsShown, other, destinationElsewhere);
    }
}
