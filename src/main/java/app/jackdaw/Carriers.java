package app.jackdaw;

/**
 * The threads that carry virtual ones. One that asks a dead drive keeps its carrier until the
 * system answers, and there would be no more of them than processors. Before the first virtual
 * thread; main thread.
 */
final class Carriers {

    private static final String SWITCH = "jdk.virtualThreadScheduler.parallelism";

    /** Sixteen transfers, as many given up, and what else there is. */
    static final int ENOUGH = 48;

    private Carriers() {}

    /** Whoever starts the application may have chosen another number. */
    static void provide() {
        if (System.getProperty(SWITCH) == null) {
            System.setProperty(SWITCH, String.valueOf(ENOUGH));
        }
    }
}
