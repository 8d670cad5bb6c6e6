/** The settings: every option with its consequence, applied at once. */
package app.jackdaw.ui.settings;
