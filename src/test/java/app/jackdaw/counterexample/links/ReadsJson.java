package app.jackdaw.counterexample.links;

import tools.jackson.databind.json.JsonMapper;

/** Reads JSON outside the rooms for it. */
public final class ReadsJson {
    JsonMapper mapper = new JsonMapper();
}
