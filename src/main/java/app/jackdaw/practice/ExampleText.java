package app.jackdaw.practice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what "Try with an example" puts into the editor: a paste as people bring it, with bare
 * tokens, columns from a spreadsheet, a list within a line, and JSON copied from the API explorer.
 * Any thread.
 */
final class ExampleText {

    /** Documents that the JSON stands for: they carry the {@code extra} which they need. */
    private static final List<String> IN_JSON =
            List.of("r17jdfBQ3pTcKjTw0T9dlc4uB7E", "Cl5hM1Yr0NHLjxkoVVvpWbj8hko");

    /** As a record's attachment value carries it: the table and its revision. */
    private static final String EXTRA =
            "{\"bitablePerm\":{\"tableId\":\"" + ExampleDocuments.GUARDED_TABLE + "\",\"rev\":32}}";

    private static final String MEDIAS = "https://open.feishu.cn/open-apis/drive/v1/medias/";

    private static final int IN_ONE_LINE = 5;

    /** The user's own names and folders beside some of the tokens. */
    private record Column(String token, String name, String folder) {}

    private static final List<Column> CHINESE =
            List.of(
                    new Column("3xkhTOa1bFFHiCv1JtcdMoCkcXS", "采购合同（已签）", "合同/2026"),
                    new Column("gDs25sPddTeyLygderbTZBW4nZr", "十月发票", "财务/发票"),
                    new Column("yQBiAXqozAZdyhWYNfZwRJhyj5P", "王伟-产品经理", "招聘/简历"),
                    new Column("SJxkKIv6IK652wFQsVFOs3CfYlc", "李娜-数据分析师", "招聘/简历"),
                    new Column("kumIk3zLp1f4WDeKsom9z3vGc87", "三季度销售", "财务"));

    private static final List<Column> ENGLISH =
            List.of(
                    new Column("3xkhTOa1bFFHiCv1JtcdMoCkcXS", "Contract signed", "Contracts/2026"),
                    new Column(
                            "gDs25sPddTeyLygderbTZBW4nZr", "Invoice October", "Finance/Invoices"),
                    new Column("yQBiAXqozAZdyhWYNfZwRJhyj5P", "CV product manager", "Hiring/CVs"),
                    new Column("SJxkKIv6IK652wFQsVFOs3CfYlc", "CV data analyst", "Hiring/CVs"),
                    new Column("kumIk3zLp1f4WDeKsom9z3vGc87", "Sales Q3", "Finance"));

    private final ExampleDocuments documents;
    private final ObjectMapper json = JsonMapper.shared();

    ExampleText(ExampleDocuments documents) {
        this.documents = documents;
    }

    /** Every document once. */
    String in(Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        List<Column> columns = chinese ? CHINESE : ENGLISH;
        List<String> bare = new ArrayList<>(documents.all().stream().map(d -> d.token()).toList());
        bare.removeAll(IN_JSON);
        bare.removeAll(columns.stream().map(Column::token).toList());
        Iterator<String> tokens = bare.iterator();

        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IN_ONE_LINE; i++) {
            text.append(i == 0 ? "" : chinese ? "，" : ", ").append(tokens.next());
        }
        text.append('\n');
        for (Column row : columns) {
            text.append(row.token()).append('\t').append(row.name()).append('\t');
            text.append(row.folder()).append('\n');
        }
        tokens.forEachRemaining(token -> text.append(token).append('\n'));
        return text.append(attachments()).append('\n').toString();
    }

    /** The value of an attachment field; addresses of both styles that the platform writes. */
    private String attachments() {
        ArrayNode values = json.createArrayNode();
        for (String token : IN_JSON) {
            PracticeDocument document = documents.find(token);
            if (document == null) {
                throw new IllegalStateException("not in the catalogue: " + token);
            }
            boolean encoded = values.isEmpty();
            String extra = encoded ? URLEncoder.encode(EXTRA, StandardCharsets.UTF_8) : EXTRA;
            ObjectNode value = values.addObject();
            value.put("file_token", token);
            value.put("name", document.name());
            value.put("size", document.size());
            value.put(
                    "tmp_url",
                    MEDIAS + "batch_get_tmp_download_url?file_tokens=" + token + "&extra=" + extra);
            value.put("type", document.mediaType());
            value.put("url", MEDIAS + token + "/download?extra=" + extra);
        }
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(values);
    }
}
