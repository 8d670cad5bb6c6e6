/** What every panel uses: words, formats, background work, the heartbeat, views, looks. */
package app.jackdaw.ui.kit;
