package app.jackdaw.download;

/** Which date a saved file gets. */
public enum Dates {
    OF_SAVING,
    /** Of its version there, if the server tells it. */
    OF_THE_SERVER
}
