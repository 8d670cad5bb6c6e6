/** The token editor: one box that takes anything and says what each line of it is. */
package app.jackdaw.ui.tokens;
