/**
 * From items to temporary links: who waits for what, batches of five, bisecting, renewing. {@link
 * app.jackdaw.links.LinkBook} is the front door. Any thread.
 */
package app.jackdaw.links;
