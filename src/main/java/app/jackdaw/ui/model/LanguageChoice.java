package app.jackdaw.ui.model;

/** Which language the user chose for the window. */
public enum LanguageChoice {
    SYSTEM,
    CHINESE,
    ENGLISH
}
