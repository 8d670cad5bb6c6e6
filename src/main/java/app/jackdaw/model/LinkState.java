package app.jackdaw.model;

import org.jspecify.annotations.Nullable;

/** How an item's temporary link stands. "Expired" is derived from the clock, never stored. */
public sealed interface LinkState {

    record NotFetched() implements LinkState {}

    record Fetching() implements LinkState {}

    record Ready(TemporaryLink link) implements LinkState {}

    /** A new link is asked for; the present one serves until it comes. */
    record Renewing(TemporaryLink link) implements LinkState {}

    record Refused(Problem problem) implements LinkState {}

    /** The link that is there, whether or not a newer one is asked for; null when there is none. */
    default @Nullable TemporaryLink present() {
        return switch (this) {
            case Ready(TemporaryLink link) -> link;
            case Renewing(TemporaryLink link) -> link;
            case NotFetched(), Fetching(), Refused(_) -> null;
        };
    }
}
