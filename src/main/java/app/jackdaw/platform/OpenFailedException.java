package app.jackdaw.platform;

import org.jspecify.annotations.Nullable;

/** The system did not open or show what it was asked to. The message names program and status. */
public final class OpenFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as far as it matters to whoever tells the user. */
    public enum Reason {
        /** The file or folder is not there (any more). */
        MISSING,
        /** Not an address that a browser opens. */
        NOT_A_PAGE,
        /** The system has no program for the job, or none that can be started. */
        NO_PROGRAM,
        /** The program ran and said no: mostly no application for this kind of file. */
        REFUSED
    }

    private final Reason reason;

    OpenFailedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
