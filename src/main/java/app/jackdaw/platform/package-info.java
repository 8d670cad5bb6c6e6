/**
 * The operating system: where it wants our files, how it opens a file for its user, and that the
 * application runs once. Knows nobody of ours.
 */
package app.jackdaw.platform;
