package app.jackdaw.store;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.ItemSource.CopiedJson;
import app.jackdaw.model.ItemSource.PastedLink;
import app.jackdaw.model.ItemSource.PastedToken;
import tools.jackson.databind.node.ObjectNode;

/** Sources of items as JSON and back: the kind, then what it tells. Stateless; any thread. */
final class SourceText {

    private SourceText() {}

    static ObjectNode write(ItemSource source, ObjectNode node) {
        return switch (source) {
            case PastedToken(int line) -> node.put("is", "PastedToken").put("line", line);
            case CopiedJson(int line) -> node.put("is", "CopiedJson").put("line", line);
            case PastedLink(int line) -> node.put("is", "PastedLink").put("line", line);
        };
    }

    /**
     * @throws RuntimeException of several kinds when the text is none of ours
     */
    static ItemSource read(Fields fields) {
        String is = null;
        int line = 0; // a text without one is none of ours, but tells all that matters
        for (String name = fields.open(); name != null; name = fields.next()) {
            switch (name) {
                case "is" -> is = fields.text();
                case "line" -> line = Math.toIntExact(fields.number());
                default -> fields.skip();
            }
        }
        return switch (Fields.required(is)) {
            case "PastedToken" -> new PastedToken(line);
            case "CopiedJson" -> new CopiedJson(line);
            case "PastedLink" -> new PastedLink(line);
            default -> throw new IllegalArgumentException("no source");
        };
    }
}
