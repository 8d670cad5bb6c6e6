package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.store.Layout.Bounds;
import app.jackdaw.store.Layout.Column;
import app.jackdaw.store.Layout.Shown;
import app.jackdaw.store.Settings.Draft;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values in their ranges, one by one; and no secret, wherever somebody types one. */
class SettingsTest {

    /** Made up, in the shapes that the platform gives out. */
    private static final List<String> SECRETS =
            List.of(
                    "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234",
                    "u-7f1bcd13fc57d46bac21793a18e560",
                    "u-cjr8dEDC5dBFK3o6v.a4Qwk5q.rl104pO200kgyy2bA8",
                    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl_-1",
                    "Bearer t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234",
                    "Authorization: bearer plainlookingvalue",
                    "{\"app_id\":\"x\",\"app_secret\":\"dskLLdkasdjlasdKKfcfd\"}",
                    "\"tenant_access_token\": \"whatever-it-is\"",
                    "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/"
                            + "authcode/?code=NjY1ZDJmM2Y0ZTFhMGI5_ID:7300000000000000000_17",
                    "https://a.feishu.cn/x?extra={\"bitablePerm\":\"1\"}&code=NjY1ZDJmM2Y0ZTFh");

    @Test
    void noFieldIsMadeForASecret() {
        List<RecordComponent> all = new ArrayList<>();
        collect(Settings.class, all);
        assertThat(all).hasSizeGreaterThan(20);
        for (RecordComponent component : all) {
            assertThat(component.getGenericType().getTypeName())
                    .as(component.toString())
                    .doesNotContain(
                            Secret.class.getName(),
                            Identity.class.getName() + "$",
                            TemporaryLink.class.getName(),
                            "[]",
                            "Object");
            assertThat(component.getName().toLowerCase(Locale.ROOT))
                    .doesNotContain("secret", "token", "password", "bearer", "link", "key");
        }
    }

    @Test
    void aSecretInAnyFieldReachesNoFile() {
        for (String secret : SECRETS) {
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            tree.putObject("account")
                    .put("platform", secret)
                    .put("baseAddress", secret)
                    .put("appId", secret)
                    .put("identity", secret);
            tree.putObject("look").put("language", secret).put("theme", secret);
            tree.putObject("downloads").put("destination", secret).put("filesAtOnce", secret);
            ObjectNode window = tree.putObject("window").put("state", secret);
            window.putObject("dividers").put(secret, 0.5);
            window.putArray("collapsed").add(secret);
            ObjectNode table = tree.putObject("table");
            table.putArray("columns").addObject().put("id", secret).put("width", 50);
            table.putArray("sort").addObject().put("id", secret).put("order", secret);
            tree.putArray("cautionsShown").add(secret);
            tree.put("draft", "boxcnOne\n" + secret + "\nboxcnTwo");

            String written = SettingsJson.write(SettingsJson.read(tree)).toString();
            assertThat(written).as(secret).contains("boxcnOne", "boxcnTwo");
            for (String part : secretParts(secret)) {
                assertThat(written).as(secret).doesNotContainIgnoringCase(part);
            }
        }
    }

    @Test
    void anAppSecretInTheFieldOfTheAppIdIsNotKept() {
        assertThat(account("", "dskLLdkasdjlasdKKfcfdskLLdkasdjl").appId()).isEmpty();
        assertThat(account("", " cli_a1b2c3d4e5f60708 ").appId()).isEqualTo("cli_a1b2c3d4e5f60708");
    }

    @ParameterizedTest
    @CsvSource({
        "open.example.com/path?x=1, https://open.example.com",
        "https://user:password@open.example.com, ''",
        "http://open.example.com, ''",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080",
        "not an address, ''",
        "feishu, https://feishu",
        "dskLLdkasdjlasdKKfcfdskLLdkasdjl, ''",
        "'', ''"
    })
    void theBaseAddressIsKeptWithoutAnythingElse(String given, String kept) {
        assertThat(account(given, "").baseAddress()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boxcnrHpsg1QDqXAAAyachabcef",
                "t-shirt-designs-2026-final-version.pdf",
                "u-boot",
                "boxcnrHpsg1QDqXAAAyachabcef\tBearer bond 2026.pdf\tBearer shares",
                "boxcnrHpsg1QDqXAAAyachabcef\tbearer bond-2026-04.docx",
                "boxcnrHpsg1QDqXAAAyachabcef\tBearer 债券 2026年.pdf",
                "{\"file_token\":\"boxcnABC\",\"name\":\"Bearer bond-2026.pdf\"}",
                "https://example.feishu.cn/base/bascnABC?table=tblX&view=vewY",
                "{\"code\":0,\"msg\":\"ok\"}",
                "{\"file_token\":\"boxcnABC\",\"name\":\"合同.pdf\"}",
                "https://open.feishu.cn/open-apis/drive/v1/medias/batch_get_tmp_download_url"
                        + "?file_tokens=boxcnA",
                "条形码 barcode=4006381333931\n\n\t最后一行"
            })
    void theDraftKeepsWhatOpensNothing(String text) {
        assertThat(new Draft(text, "").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer t-abc",
                "bearer \t abcdefg8",
                "Bearer dskLLdkasdjlasdKKfcfd",
                "BEARER ya29.a0AfH6SMBx_-.pdfx",
                "Bearer 0123456789+/abcdef==",
                "Bearer `abcdefg8`",
                "Bearer t-g1044qeGEDXTB6NDJOGV4JQC.pdf"
            })
    void theDraftKeepsNoKeyOfABearer(String key) {
        assertThat(new Draft("boxcnOne\t" + key + "\tfolder", "").text())
                .isEqualTo("boxcnOne\t\tfolder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer ",
                "authorization=bearer ",
                "{\"Authorization\": \"Bearer ",
                "{\\\"Authorization\\\":\\\"Bearer "
            })
    void whateverTheHeaderNamesIsAKey(String header) {
        String kept = header.substring(0, header.toLowerCase(Locale.ROOT).indexOf("bearer"));
        assertThat(new Draft(header + "word", "").text()).isEqualTo(kept);
    }

    @Test
    void theDraftKeepsItsLines() {
        String link = "https://internal-api-drive-stream.feishu.cn/a/?code=NjY1ZDJmM2Y0ZTFhMGI5";
        assertThat(new Draft("one\n" + link + "\tname\nBearer t-abc\nfour", "").text())
                .isEqualTo("one\n\tname\n\nfour");
    }

    @Test
    void theFieldBesideTheEditorIsKeptLikeIt() {
        String extra = "{\"bitablePerm\":{\"tableId\":\"tblABC123def\"}}";
        assertThat(new Draft("", extra).extra()).isEqualTo(extra);
        assertThat(new Draft("", "Bearer t-abc").extra()).isEmpty();
    }

    @Test
    void aTooLongDraftIsCutAtALine() {
        String line = "boxcnrHpsg1QDqXAAAyachabcef\n";
        String kept = new Draft(line.repeat(DraftText.LONGEST / line.length() + 2), "").text();
        assertThat(kept.length()).isLessThanOrEqualTo(DraftText.LONGEST);
        assertThat(kept).endsWith("abcef\n");
    }

    /** What is taken out of it is not missed. */
    @Test
    void aTextThatIsLongForItsLinksIsNotCut() {
        String link = "https://x.feishu.cn/a/?code=NjY1ZDJmM2Y0ZTFhMGI5\n";
        int lines = DraftText.LONGEST / link.length() + 2;
        Draft draft = new Draft(link.repeat(lines), "");
        assertThat(draft.isCut()).isFalse();
        assertThat(draft.text()).isEqualTo("\n".repeat(lines));
    }

    @Test
    void whatIsCutStaysSo() {
        Draft cut = new Draft("x".repeat(DraftText.LONGEST + 1), "");
        assertThat(new Draft(cut.text(), cut.extra(), cut.isCut())).isEqualTo(cut);
        assertThat(new Draft("x".repeat(DraftText.LONGEST), "").isCut()).isFalse();
    }

    /** Copied JSON may be a single line. */
    @ParameterizedTest
    @ValueSource(strings = {"", "first line\n"})
    void ofATooLongLineTheBeginningIsKept(String before) {
        String text = before + "x".repeat(DraftText.LONGEST + 1);
        assertThat(new Draft(text, "").isCut()).isTrue();
        assertThat(new Draft(text, "").text())
                .hasSize(DraftText.LONGEST)
                .isEqualTo(text.substring(0, DraftText.LONGEST));
        assertThat(new Draft("😀".repeat(DraftText.LONGEST / 2) + "x", "").text()).endsWith("😀");
        assertThat(new Draft("x" + "😀".repeat(DraftText.LONGEST / 2), "").text()).endsWith("😀");
    }

    /** Half of it would not be known as what it is. */
    @Test
    void whereATooLongLineIsCutNoHalfOfASecretStays() {
        String secret = "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234";
        for (int of = 1; of < secret.length(); of += 10) {
            String text = "x".repeat(DraftText.LONGEST - of - 1) + " " + secret + " end";
            assertThat(new Draft(text, "").text().indexOf("t-"))
                    .as("%d characters of it before the end", of)
                    .isNegative();
        }
    }

    @Test
    void numbersEndAtTheEdgeOfTheirRange() {
        assertThat(read("{\"downloads\":{\"filesAtOnce\":0}}").downloads().filesAtOnce()).isOne();
        assertThat(read("{\"downloads\":{\"filesAtOnce\":99}}").downloads().filesAtOnce())
                .isEqualTo(16);
        assertThat(read("{\"downloads\":{\"filesAtOnce\":1e300}}").downloads().filesAtOnce())
                .isEqualTo(16);
        assertThat(read("{\"downloads\":{\"filesAtOnce\":\"8\"}}").downloads().filesAtOnce())
                .isEqualTo(4);
        assertThat(read("{\"downloads\":{\"callsPerSecond\":0}}").downloads())
                .isEqualTo(
                        new Settings.Downloads(
                                null,
                                4,
                                0,
                                1,
                                Settings.Conflicts.KEEP_BOTH,
                                Settings.Dates.OF_SAVING));
        assertThat(read("{\"downloads\":{\"callsPerSecond\":6}}").downloads())
                .isEqualTo(Settings.DEFAULTS.downloads());
        assertThat(new Column("a", -5, Shown.VISIBLE).width()).isEqualTo(24);
        assertThat(new Column("a", Double.NaN, Shown.VISIBLE).width()).isEqualTo(100);
        assertThat(new Bounds(1e9, -1e9, 1, 1)).isEqualTo(new Bounds(32767, -32767, 480, 300));
    }

    @Test
    void aWrongValueCostsItselfAlone() {
        Settings settings =
                read(
                        """
                        {"account": {"platform": "mars", "appId": "cli_abc", "identity": 5},
                         "look": "dark", "downloads": {"destination": "relative", "filesAtOnce": 6},
                         "window": {"bounds": {"x": 1, "y": 2, "width": "wide", "height": 9},
                                    "state": "MAXIMISED", "dividers": {"a": 7, "b": "x", "c d": 0.1},
                                    "collapsed": ["tokenEditor", 5, "not an id"]},
                         "table": {"columns": [{"id": "columnName", "width": 300},
                                               {"id": "columnName", "width": 400}, 7, {"width": 1}],
                                   "sort": {}},
                         "cautionsShown": ["links_are_keys", "other"], "draft": 12}
                        """);
        assertThat(settings.account().platform()).isEqualTo(Settings.DEFAULTS.account().platform());
        assertThat(settings.account().appId()).isEqualTo("cli_abc");
        assertThat(settings.look()).isEqualTo(Settings.DEFAULTS.look());
        assertThat(settings.downloads())
                .isEqualTo(
                        new Settings.Downloads(
                                null,
                                6,
                                0,
                                5,
                                Settings.Conflicts.KEEP_BOTH,
                                Settings.Dates.OF_SAVING));
        assertThat(settings.layout().window().bounds()).isNull();
        assertThat(settings.layout().window().state()).isEqualTo(Layout.WindowState.MAXIMISED);
        assertThat(settings.layout().window().dividers()).isEqualTo(Map.of("a", 1.0));
        assertThat(settings.layout().window().collapsed()).containsExactly("tokenEditor");
        assertThat(settings.layout().table().columns())
                .containsExactly(new Column("columnName", 300, Shown.VISIBLE));
        assertThat(settings.cautionsShown()).containsExactly(Settings.Caution.LINKS_ARE_KEYS);
        assertThat(settings.draft().text()).isEmpty();
    }

    /** Any mixture of any values is read, and what was read comes back from the file as it is. */
    @Test
    void whateverIsReadIsWrittenAndReadAgain() {
        long seed = Long.getLong("jackdaw.seed", 20_261_126L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 300; round++) {
            ObjectNode tree = SettingsJson.write(SettingsStoreTest.everything());
            spoil(tree, random);
            Settings once = SettingsJson.read(tree);
            assertThat(SettingsJson.read(SettingsJson.over(tree, SettingsJson.write(once))))
                    .as("-Djackdaw.seed=%d, round %d: %s", seed, round, tree)
                    .isEqualTo(once);
        }
    }

    private static void spoil(ObjectNode node, RandomGenerator random) {
        for (String name : List.copyOf(node.propertyNames())) {
            if (node.get(name) instanceof ObjectNode inner && random.nextInt(8) != 0) {
                spoil(inner, random);
            } else if (random.nextInt(3) == 0) {
                switch (random.nextInt(7)) {
                    case 0 -> node.putNull(name);
                    case 1 -> node.put(name, random.nextDouble(-1e6, 1e6));
                    case 2 -> node.put(name, random.nextLong());
                    case 3 -> node.put(name, "文字\u0000 " + random.nextInt());
                    case 4 -> node.putObject(name).put("x", 1);
                    case 5 -> {
                        ArrayNode array = node.putArray(name);
                        array.add(1).add("a").addObject().put("id", "columnName");
                    }
                    default -> node.remove(name);
                }
            }
        }
    }

    private static Settings read(String json) {
        return SettingsJson.read(JsonMapper.builder().build().readTree(json));
    }

    private static Settings.Account account(String baseAddress, String appId) {
        return new Settings.Account(
                app.jackdaw.model.Platform.Kind.OTHER,
                baseAddress,
                appId,
                Settings.IdentityKind.APP);
    }

    /** The words of a secret that must be nowhere; not the names around them. */
    private static List<String> secretParts(String text) {
        return List.of(text.split("[\\s\"{}:,?&=/]+")).stream()
                .filter(part -> part.length() > 10)
                .filter(part -> !part.matches("(?i)authorization|app_secret|tenant_access_token"))
                .filter(part -> !part.contains("feishu.cn") && !part.equals("bitablePerm"))
                .filter(part -> !List.of("stream", "download", "authcode").contains(part))
                .toList();
    }

    private static void collect(Type type, List<RecordComponent> all) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, all);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && plain != Path.class) {
            for (RecordComponent component : plain.getRecordComponents()) {
                all.add(component);
                collect(component.getGenericType(), all);
            }
        }
    }
}
