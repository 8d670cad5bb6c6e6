/** The one observable model of the window, and the ports through which it reaches the services. */
package app.jackdaw.ui.model;
