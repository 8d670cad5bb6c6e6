package app.jackdaw.ui.results;

/** A cell whose words depend on the clock; the heartbeat ticks it. FX thread. */
interface Ticking {

    /** Draws what is true now. */
    void tick();
}
