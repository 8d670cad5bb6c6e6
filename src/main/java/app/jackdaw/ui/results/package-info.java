/** The results table with its tool bar: links, countdowns, downloads, copies. */
package app.jackdaw.ui.results;
