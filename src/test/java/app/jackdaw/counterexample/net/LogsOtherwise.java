package app.jackdaw.counterexample.net;

import java.util.logging.Logger;

/** Logs past the façade, and past the mask. */
public final class LogsOtherwise {
    Logger logger = Logger.getLogger("net");
}
