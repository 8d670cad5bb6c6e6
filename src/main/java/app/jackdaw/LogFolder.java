package app.jackdaw;

import app.jackdaw.platform.AppFolders;
import ch.qos.logback.core.PropertyDefinerBase;

/**
 * Tells the logging configuration where log files go: the folder that {@code Main} named, else the
 * one of this system, so that the application logs to the same place when it starts without {@code
 * Main}. Made by Logback on whichever thread logs first.
 */
public final class LogFolder extends PropertyDefinerBase {

    static final String SWITCH = "jackdaw.logs";

    @Override
    public String getPropertyValue() {
        String named = System.getProperty(SWITCH, "");
        return named.isBlank() ? AppFolders.ofThisMachine().logs().toString() : named;
    }
}
