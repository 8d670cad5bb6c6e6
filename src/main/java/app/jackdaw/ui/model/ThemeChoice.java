package app.jackdaw.ui.model;

/** Which colours the user chose for the window. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK
}
