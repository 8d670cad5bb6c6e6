/**
 * The practice platform: a small real server on the loopback interface that stands in for the open
 * platform and is as strict as its documents say. "Try with an example" works with it, without an
 * account and without a network, and tests use it. {@link PracticePlatform} is the front door.
 *
 * <p>Inside: the API side (access tokens, links), the link side (bytes, on a port of its own), the
 * catalogue of example documents, and the generators that make their contents. Requests run on
 * virtual threads; what they share is immutable or of {@code java.util.concurrent}.
 */
package app.jackdaw.practice;
