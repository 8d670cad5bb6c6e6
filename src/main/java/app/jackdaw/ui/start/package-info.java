/** The first page: what do you have, and an example. */
package app.jackdaw.ui.start;
