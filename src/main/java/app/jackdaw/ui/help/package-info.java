/** What the application says about itself. */
package app.jackdaw.ui.help;
