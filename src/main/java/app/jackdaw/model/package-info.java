/**
 * Plain facts: what is wanted, from whom, which link it has, how its transfer stands and what went
 * wrong. Immutable values that know nobody; they may be read on any thread.
 */
package app.jackdaw.model;
