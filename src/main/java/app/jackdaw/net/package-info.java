/**
 * Wires and time: the two HTTP clients (API with a token and no redirects; bytes with nothing
 * secret), proxy and trust, time-outs, waiting. The only room that knows the HTTP library, the only
 * clock and the only sleep.
 */
package app.jackdaw.net;
