package app.jackdaw.counterexample.links;

import java.net.http.HttpClient;

/** Brings an HTTP client of its own. */
public final class CallsByItself {
    HttpClient client = HttpClient.newHttpClient();
}
