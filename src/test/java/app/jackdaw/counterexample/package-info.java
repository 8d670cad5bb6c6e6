/**
 * A small house with the rooms of the real one, built wrongly: every class breaks the rule that its
 * name and comment tell, so that the architecture test can show that it looks.
 */
package app.jackdaw.counterexample;
