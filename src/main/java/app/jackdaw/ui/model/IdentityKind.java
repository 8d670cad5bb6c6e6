package app.jackdaw.ui.model;

/** The ways to identify oneself, in the order of the toggles. */
public enum IdentityKind {
    APP,
    ACCESS_TOKEN
}
