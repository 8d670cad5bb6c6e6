package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.UnwantedPart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Unwanted parts as JSON text, and back. Stateless; any thread. */
final class UnwantedText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private UnwantedText() {}

    static String write(UnwantedPart unwanted) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("id", unwanted.itemId());
        root.put("digest", unwanted.digest());
        root.put("root", unwanted.root().toString());
        root.put("target", unwanted.target().toString());
        root.put("reserves", unwanted.reserves());
        if (unwanted.volume() != null) {
            root.put("volume", unwanted.volume());
        }
        PartRecord part = unwanted.part();
        if (part != null) {
            LedgerText.write(part, root.putObject("part"));
        }
        return root.toString();
    }

    /**
     * @throws RuntimeException of several kinds when the text is none of ours, or its paths cannot
     *     be spelled here
     */
    static UnwantedPart read(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try (Fields fields = Fields.of(utf8, 0, utf8.length)) {
            UnwantedPart unwanted = read(fields);
            fields.end(utf8.length);
            return unwanted;
        }
    }

    private static UnwantedPart read(Fields fields) {
        String id = null;
        String digest = null;
        String root = null;
        String target = null;
        boolean reserves = false;
        @Nullable PartRecord part = null;
        String volume = null;
        for (String name = fields.begin(); name != null; name = fields.next()) {
            switch (name) {
                case "id" -> id = fields.text();
                case "digest" -> digest = fields.text();
                case "root" -> root = fields.text();
                case "target" -> target = fields.text();
                case "reserves" -> reserves = fields.flag();
                case "volume" -> volume = fields.text();
                case "part" -> part = LedgerReader.part(fields);
                default -> fields.skip();
            }
        }
        Path file = place(target);
        if (file.getParent() == null) {
            throw new IllegalArgumentException("a folder and no file");
        }
        return new UnwantedPart(
                Fields.required(id),
                Fields.required(digest),
                place(root),
                file,
                reserves,
                part,
                volume);
    }

    /** One of another system is none here, though it may be the name of a file. */
    private static Path place(@Nullable String text) {
        Path place = Path.of(Fields.required(text));
        if (!place.isAbsolute()) {
            throw new IllegalArgumentException("no place on this system");
        }
        return place;
    }
}
