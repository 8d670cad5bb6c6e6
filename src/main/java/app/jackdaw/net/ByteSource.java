package app.jackdaw.net;

import app.jackdaw.model.ProblemException;

/**
 * Fetches bytes from link hosts. Nothing secret goes along: no authorization, no cookies. Nothing
 * is tried twice, nothing is decoded; redirects are followed by the rules of {@link Redirects}.
 * Blocks; an interrupt ends it. Any thread.
 */
public interface ByteSource {

    /**
     * Sends the request and reads the answer's header.
     *
     * @return the answer, whatever its status; the caller closes it
     * @throws ProblemException with a cause of the network group when there was no proper header,
     *     with {@code TOO_MANY_REDIRECTS} or {@code REDIRECT_REFUSED}
     */
    ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException;
}
