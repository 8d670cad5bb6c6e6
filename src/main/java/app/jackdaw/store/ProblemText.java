package app.jackdaw.store;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ServerWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Problems as JSON and back. Stateless; any thread. */
final class ProblemText {

    private ProblemText() {}

    static ObjectNode write(Problem problem) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("cause", problem.cause().name());
        ArrayNode arguments = node.putArray("arguments");
        problem.arguments().forEach(arguments::add);
        node.put("platformCode", problem.platformCode());
        node.put("httpStatus", problem.httpStatus());
        node.put("logId", problem.logId());
        if (problem.at() != null) {
            node.put("at", problem.at().toString());
        }
        if (!problem.said().isEmpty()) {
            ArrayNode said = node.putArray("said");
            for (ServerWord word : problem.said()) {
                said.addObject()
                        .put("by", word.speaker().name())
                        .put("status", word.httpStatus())
                        .put("text", word.text());
            }
        }
        return node;
    }

    /**
     * @param otherwise what a cause of a later version is taken for, with its name; null where it
     *     is nothing then
     * @throws RuntimeException of several kinds when the text is none of ours
     */
    static @Nullable Problem read(Fields fields, @Nullable Cause otherwise) {
        String cause = null;
        List<String> arguments = null;
        Integer platformCode = null;
        Integer httpStatus = null;
        String logId = null;
        String at = null;
        List<ServerWord> said = List.of(); // older entries have none
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "cause" -> cause = fields.text();
                case "arguments" -> arguments = arguments(fields);
                case "platformCode" -> platformCode = Math.toIntExact(fields.number());
                case "httpStatus" -> httpStatus = Math.toIntExact(fields.number());
                case "logId" -> logId = fields.text();
                case "at" -> at = fields.text();
                case "said" -> said = said(fields);
                default -> fields.skip();
            }
        }
        Cause known = Fields.known(Cause.class, cause);
        Cause taken = known == null ? otherwise : known;
        if (taken == null) {
            return null;
        }
        return new Problem(
                taken,
                known == null ? List.of(Fields.required(cause)) : Fields.required(arguments),
                Fields.required(platformCode),
                Fields.required(httpStatus),
                Fields.required(logId),
                at == null ? null : Instant.parse(at),
                said);
    }

    private static List<String> arguments(Fields fields) {
        List<String> arguments = new ArrayList<>();
        for (JsonToken token = fields.first(); token != null; token = fields.another()) {
            arguments.add(Fields.required(fields.text()));
        }
        return arguments;
    }

    private static List<ServerWord> said(Fields fields) {
        List<ServerWord> said = new ArrayList<>();
        for (JsonToken token = fields.first(); token != null; token = fields.another()) {
            ServerWord word = word(fields);
            if (word != null) {
                said.add(word);
            }
        }
        return said;
    }

    /** Null where it is not known here who speaks. */
    private static @Nullable ServerWord word(Fields fields) {
        String by = null;
        Integer status = null;
        String text = null;
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "by" -> by = fields.text();
                case "status" -> status = Math.toIntExact(fields.number());
                case "text" -> text = fields.text();
                default -> fields.skip();
            }
        }
        ServerWord.Speaker speaker = Fields.known(ServerWord.Speaker.class, by);
        return speaker == null
                ? null
                : new ServerWord(speaker, Fields.required(status), Fields.required(text));
    }
}
