/** The problems panel: every cause once, with its remedy and the rows that it concerns. */
package app.jackdaw.ui.problems;
