/**
 * What is remembered between starts: the settings file, and the ledger of the list in an SQLite
 * database. Never a secret: access tokens and app secrets have no field here, temporary links are
 * not written down, and what people type into free text is relieved of them.
 */
package app.jackdaw.store;
