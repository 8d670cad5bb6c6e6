/**
 * What is remembered between starts: the settings file. Never a secret: access tokens and app
 * secrets have no field here, and what people type into free text is relieved of them.
 */
package app.jackdaw.store;
