package app.jackdaw.net;

import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the open platform: an access token goes along, redirects are never followed, nothing is
 * tried twice, answers are read whole up to a limit. Blocks; an interrupt ends it. Any thread.
 */
public interface ApiClient {

    /**
     * @param uri absolute, its query already encoded
     * @return the answer, whatever its status
     * @throws ProblemException with a cause of the network group when there was no whole answer
     */
    ApiAnswer get(URI uri, @Nullable Secret accessToken)
            throws ProblemException, InterruptedException;

    /**
     * @param json the body, sent as {@code application/json; charset=utf-8}
     * @throws ProblemException as {@link #get}
     */
    ApiAnswer post(URI uri, @Nullable Secret accessToken, String json)
            throws ProblemException, InterruptedException;
}
