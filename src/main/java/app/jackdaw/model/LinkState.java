package app.jackdaw.model;

/** How an item's temporary link stands. "Expired" is derived from the clock, never stored. */
public sealed interface LinkState {

    record NotFetched() implements LinkState {}

    record Fetching() implements LinkState {}

    record Ready(TemporaryLink link) implements LinkState {}

    record Refused(Problem problem) implements LinkState {}
}
