package app.jackdaw.counterexample.ui.results;

import app.jackdaw.counterexample.ui.tokens.Tokens;

/** Looks into a room that is closed to it. */
public final class KnowsTokens {
    Tokens known = new Tokens();
}
