/** The window: assembles the panels, folds them, and says what is going on. */
package app.jackdaw.ui.shell;
