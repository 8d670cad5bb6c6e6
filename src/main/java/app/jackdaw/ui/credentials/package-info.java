/** The credentials panel: which platform, who asks, and whether that works. */
package app.jackdaw.ui.credentials;
