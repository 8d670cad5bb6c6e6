package app.jackdaw.practice;

import app.jackdaw.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A strict local stand-in for the open platform with example documents: a small real server on
 * 127.0.0.1, its temporary links on a port of their own. It has no user interface and knows nothing
 * of its client; everything it serves is invented. Any thread.
 */
public final class PracticePlatform implements AutoCloseable {

    /** How many documents there are: known before anything is started. */
    public static final int DOCUMENTS = 36;

    private final PracticeApp app = PracticeApp.withFreshSecret();
    private final ExampleDocuments documents = new ExampleDocuments();
    private final PracticeCalls calls = new PracticeCalls();
    private final PracticeFaults faults;
    private final LocalServer linkHost;
    private final LocalServer apiHost;

    private PracticePlatform(PracticeSettings settings) throws IOException {
        AccessTokens accessTokens = new AccessTokens(settings.clock());
        LinkRegister links = new LinkRegister(settings.clock());
        faults = new PracticeFaults(accessTokens, links);
        linkHost = LocalServer.start("links", new LinkSide(links, settings, faults, calls));
        ApiSide api =
                new ApiSide(
                        new TokenEndpoint(app, accessTokens),
                        new LinkEndpoint(documents, accessTokens, links, settings),
                        settings,
                        faults,
                        calls,
                        linkHost.address());
        try {
            apiHost = LocalServer.start("api", api);
        } catch (IOException | RuntimeException failed) {
            linkHost.close();
            throw failed;
        }
    }

    /**
     * Opens both ports; it answers from now on until it is closed.
     *
     * @throws IOException when the machine gives no port
     */
    public static PracticePlatform start(PracticeSettings settings) throws IOException {
        return new PracticePlatform(settings);
    }

    /** {@code http://127.0.0.1:<port>}: the base address of the API. */
    public URI apiBase() {
        return apiHost.address();
    }

    /** {@code http://127.0.0.1:<port>}: where temporary links lead. */
    public URI linkBase() {
        return linkHost.address();
    }

    /** Of the only application here, in the platform's shape, the same on every start. */
    public String appId() {
        return app.id();
    }

    /** Another one on every start. */
    public Secret appSecret() {
        return app.secret();
    }

    /**
     * A paste for the editor, as people bring it: every document's token once, some with names and
     * folders in the given language (Chinese, else English), two within JSON.
     */
    public String exampleText(Locale language) {
        return new ExampleText(documents).in(language);
    }

    /** Everything that lies here, in the order of the catalogue. */
    public List<PracticeDocument> documents() {
        return documents.all();
    }

    /** The tokens of all that lies here, the same on every start. */
    public static Set<String> tokens() {
        return new ExampleDocuments().tokens();
    }

    /** What was asked so far. */
    public PracticeCalls calls() {
        return calls;
    }

    /** Trouble to order. */
    public PracticeFaults faults() {
        return faults;
    }

    /** Closes both ports; transfers under way break off. */
    @Override
    public void close() {
        apiHost.close();
        linkHost.close();
    }

    @Override
    public String toString() {
        return "PracticePlatform[" + apiBase() + "]";
    }
}
