/**
 * The transfer engine: wanted files become files on disk, byte for byte or not at all. It declares
 * what it needs as ports, a source of links and a ledger.
 */
package app.jackdaw.download;
