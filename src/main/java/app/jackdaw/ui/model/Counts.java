package app.jackdaw.ui.model;

import app.jackdaw.model.BatchSummary;

/**
 * How many rows are in which state, counted by the heartbeat.
 *
 * @param ready rows whose link is alive
 * @param expiring of these, with less than an hour left
 */
public record Counts(int all, int ready, int expiring, BatchSummary batch) {

    public static final Counts NONE = new Counts(0, 0, 0, BatchSummary.NONE);
}
