package app.jackdaw.counterexample.feishu;

import org.apache.hc.core5.http.Method;

/** Names the HTTP library outside its room. */
public final class UsesApache {
    Object method = Method.GET;
}
