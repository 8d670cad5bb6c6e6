package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.B;
import static app.jackdaw.intake.Samples.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens something gets into no item and no draft, and what is the user's gets in. */
class SecretsAtTheDoorTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    /** Of the form that App Secrets have. */
    private static final String K = "Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc";

    private static final List<String> LABELS =
            List.of(
                    "app_secret",
                    "App Secret",
                    "app-secret",
                    "appSecret",
                    "APP  SECRET",
                    "client_secret",
                    "Client Secret",
                    "secret",
                    "FEISHU_APP_SECRET",
                    "APP_SECRET_2",
                    "应用密钥",
                    "我的应用密钥",
                    "密钥",
                    "access_token",
                    "Access Token",
                    "tenant access token",
                    "refresh token",
                    "Verification Token",
                    "Encrypt Key",
                    "用户访问凭证",
                    "访问 token",
                    "Authorization",
                    "Bearer",
                    "cli_a1b2c3d4e5f6g7h8");

    private static final List<String> SEPARATORS =
            List.of(
                    " ", "   ", ":", ": ", "：", "\t", "=", " = ", "＝", "\n", "\r\n", "\n\n", "\n- ",
                    "\n1. ", "\u3000", "\u00A0", " \"", ": '", "\": \"", "（", " (", ", ", " | ",
                    " - ", " -> ", " → ", " is ", "是", "为：", "%3D", "\u200B ", "\n---\n", ">\n",
                    "`: `");

    /** All of them name A, too; where it says "name", the label may be a part of one. */
    private static final List<String> POSITIONS =
            List.of(
                    A + "\n%s",
                    A + "\n%s\n" + B,
                    "%s\n" + A,
                    A + " %s",
                    "%s " + A,
                    A + "，%s。谢谢",
                    "> %s\n" + A,
                    "| %s |\n" + A,
                    "\"%s\"\n" + A,
                    "1. %s\n2. " + A,
                    "说明：%s，谢谢\n" + A,
                    A + "\t%s",
                    A + "\tname.pdf\t%s",
                    "cli_a1b2c3d4e5f6g7h8 %s\n" + A,
                    "%s\tname.pdf\n" + A,
                    "[%s](" + LINK + ") " + A,
                    "<a href=\"" + LINK + "\">%s</a> " + A,
                    "{\"file_token\":\"" + A + "\",\"name\":\"%s\"}",
                    "{\"a\":\"%s\",\"b\":{\"file_token\":\"" + A + "\"}}",
                    "{\"a\":\"%s\"}\n" + A);

    private static String secret(Random random) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        String word =
                random.ints(30, 0, alphabet.length())
                        .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                        .collect(Collectors.joining());
        return switch (random.nextInt(8)) {
            case 0 -> "t-g1" + word;
            case 1 -> "u-" + word.substring(0, 12) + "." + word.substring(12) + "7x";
            case 2 -> "eyJhbGciOiJFUzI1NiJ9." + word;
            default -> "Z7" + word;
        };
    }

    @Test
    void noSecretIsInAnyItemOrDraft() {
        System.out.println("SecretsAtTheDoorTest seed " + SEED);
        Random random = new Random(SEED);
        List<String> faults = new ArrayList<>();
        for (String label : LABELS) {
            for (String separator : SEPARATORS) {
                for (String position : POSITIONS) {
                    String secret = secret(random);
                    if (position.contains("href") && separator.contains("\"")) {
                        continue; // half a member of a JSON object
                    }
                    String said = label + separator + secret;
                    String text = position.formatted(position.startsWith("{") ? json(said) : said);
                    String fault = fault(text, secret);
                    if (!fault.isEmpty()) {
                        faults.add(fault + ": " + json(text));
                    }
                }
            }
        }
        assertThat(faults.size())
                .describedAs(() -> "seed " + SEED + "\n" + String.join("\n", faults))
                .isZero();
    }

    private static String fault(String text, String secret) {
        Reading reading = Samples.read(text);
        if (holds(reading, secret)) {
            return "in an item";
        }
        if (reading.items().stream().noneMatch(item -> item.token().equals(A))) {
            return "a token is lost";
        }
        if (!Samples.read(reading.remainder()).entries().isEmpty()) {
            return "in what stays in the box";
        }
        String draft = Samples.intake().withoutSecrets(text);
        if (draft.contains(secret)) {
            return "in the draft";
        }
        return Samples.intake().withoutSecrets(draft).equals(draft) ? "" : "cut twice";
    }

    private static boolean holds(Reading reading, String secret) {
        return reading.items().stream().anyMatch(item -> said(item).contains(secret));
    }

    /** All that the ledger writes of it. */
    private static String said(MediaItem item) {
        return String.join(
                "\n",
                item.id(),
                item.token(),
                String.valueOf(item.ownName()),
                String.valueOf(item.knownName()),
                String.valueOf(item.folder()),
                String.valueOf(item.type()),
                String.valueOf(item.extra()));
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app_secret %s",
                "App Secret %s",
                "应用密钥 %s",
                "app_id cli_a1b2c3d4e5f6g7h8 app_secret %s",
                "%s\tApp Secret",
                "%s App Secret",
                "%s is my app secret",
                "%s cli_a1b2c3d4e5f6g7h8",
                "App Secret\tApp ID\n%s\tcli_a1b2c3d4e5f6g7h8",
                "name,app secret\na,%s\nb,%s",
                "cli_a1b2c3d4e5f6g7h8\n%s\tname.pdf",
                "App Secret\n%s\tname.pdf",
                "app_secret_%s",
                "[{\"key\":\"app_secret\",\"value\":\"%s\"}]",
                "{\n  \"key\": \"app_secret\",\n  \"value\": \"%s\"\n}",
                "{\"应用密钥\":\"%s\"}",
                "{\"Authorization\":\"%s\"}",
                "curl -d '{\\\"app_secret\\\":\\\"%s\\\"}'"
            })
    void isSaidToBelongElsewhere(String form) {
        String text = form.replace("%s", K);
        Reading reading = Samples.read(text);
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.misplaced()).isNotEmpty();
        assertThat(Samples.intake().withoutSecrets(text)).doesNotContain(K);
        assertThat(Samples.read(reading.remainder()).entries()).isEmpty();
    }

    private static Arguments row(String text, String... facts) {
        return Arguments.of(text, List.of(facts));
    }

    static Stream<Arguments> theUsers() {
        return Stream.of(
                row(K, K),
                row(K + "\n" + A, K, A),
                row("token " + K, K, "NOT_A_TOKEN @1"),
                row("file_token " + K, K, "NOT_A_TOKEN @1"),
                row("file_token: " + K, K),
                row("素材token：" + K, K),
                row("{\"app_id\":\"cli_a1b2c3d4e5f6g7h8\",\"file_token\":\"" + K + "\"}", K),
                row("App Secret, file_token\n" + A, A, "NOT_A_TOKEN @1"),
                row("secret " + K + ".pdf", "NOT_A_TOKEN @1", "FILE_NAME @1"),
                row(A + "\tsecret " + K + ".pdf", A + " own=secret " + K + ".pdf"),
                row(A + "\tApp Secret", A + " own=App Secret"),
                row(A + "\tApp Secret: how to.pdf", A + " own=App Secret: how to.pdf"),
                row(A + "\ta-very-long-report-2026.pdf", A + " own=a-very-long-report-2026.pdf"),
                row(A + "\tt-shirt-design-2026.pdf", A + " own=t-shirt-design-2026.pdf"),
                row(A + "\tbearer of news-2026.pdf", A + " own=bearer of news-2026.pdf"),
                row(A + "\tcode=12345678.pdf\tdir/sub", A + " own=code=12345678.pdf in=dir/sub"),
                row(K + "\tsecret plans.pdf", K + " own=secret plans.pdf"),
                row("the secretary sent\n" + K, K, "NOT_A_TOKEN @1"),
                row(
                        "{\"file_token\":\"" + A + "\",\"name\":\"https://example.com/a b.pdf\"}",
                        A + " known=https://example.com/a b.pdf"),
                row("App Secret: " + B + "x1\n" + K, K, "APP_SECRET @1", "NOT_A_TOKEN @1"));
    }

    @ParameterizedTest
    @MethodSource("theUsers")
    void theUsersStays(String text, List<String> facts) {
        assertThat(Samples.facts(Samples.read(text)).stream().sorted().toList())
                .isEqualTo(facts.stream().sorted().toList());
    }

    static Stream<Arguments> named() {
        String bearer = "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234";
        String code = LINK.substring(LINK.indexOf("code=") + 5);
        return Stream.of(
                row("{\"file_token\":\"" + A + "\",\"name\":\"" + LINK + "\"}", A),
                row("{\"file_token\":\"" + A + "\",\"name\":\"合同 " + LINK + "\"}", A + " known=合同"),
                row(
                        "{\"file_token\":\"" + A + "\",\"name\":\"合同" + LINK + "。\"}",
                        A + " known=合同。"),
                row(
                        "{\"file_token\":\""
                                + A
                                + "\",\"name\":\"a.pdf\",\"extra\":\""
                                + LINK
                                + "\"}",
                        A + " known=a.pdf"),
                row("{\"file_token\":\"" + A + "\",\"extra\":{\"a\":\"" + LINK + "\"}}", A),
                row(
                        "{\"file_token\":\""
                                + A
                                + "\",\"name\":\"x https://h.example/y?sig="
                                + code
                                + " y\"}",
                        A + " known=x y"),
                row(
                        "{\"file_token\":\""
                                + A
                                + "\",\"name\":\"x https%3A%2F%2Fh%2Fauthcode%2F%3Fcode%3D"
                                + code
                                + "\"}",
                        A + " known=x"),
                row(A + "\t合同 Bearer " + bearer, A + " own=合同 Bearer"),
                row(A + "\t合同 " + bearer + "\t" + bearer, A + " own=合同"),
                row(A + "\t合同\t" + LINK.substring("https://".length()), A + " own=合同"),
                row(
                        A + "\t合同.pdf\tdir " + LINK.substring("https://".length()),
                        A + " own=合同.pdf in=dir"),
                row(A + "\t合同 code=" + code, A + " own=合同"),
                row(
                        "https://open.feishu.cn/open-apis/drive/v1/medias/"
                                + A
                                + "/download?extra=%7B%22a%22%3A%22"
                                + LINK.replace("=", "%3D").replace(":", "%3A")
                                + "%22%7D",
                        A));
    }

    @ParameterizedTest
    @MethodSource("named")
    void keepsItsOtherWords(String text, List<String> facts) {
        Reading reading = Samples.read(text);
        assertThat(reading.entries()).hasSize(1);
        assertThat(Samples.facts(reading).getFirst()).isEqualTo(facts.getFirst());
        assertThat(reading.misplaced()).isNotEmpty();
    }

    /** The box keeps it without the sign that announced it, and is read again with the next Add. */
    @Test
    void aSecretThatStaysInTheBoxIsNoTokenTheNextTime() {
        String secret = "Kp3mbXz9QoR7YtxVwLucd4NHnge"; // as long as a token is
        Reading first = Samples.read("应用密钥=" + secret + "\"\"<a href=\"" + B);
        assertThat(first.items()).extracting(MediaItem::token).containsExactly(B);
        assertThat(Samples.read(first.remainder()).items()).isEmpty();
        assertThat(first.remainder()).contains("应用密钥").doesNotContain(secret);
    }

    @Test
    void theNameOfALinkHoldsNoCode() {
        String code = LINK.substring(LINK.indexOf("code=") + 5);
        Reading reading = Samples.read("[合同 code=" + code + "](" + LINK + ")");
        assertThat(Samples.facts(reading)).startsWith("link own=合同");
        assertThat(Samples.read("合同\t" + LINK).items().getFirst().ownName()).isEqualTo("合同");
    }

    /** They would be sent to the platform as tokens, and are ids of rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://open.feishu.cn/open-apis/drive/v1/medias/%s/download",
                "file_tokens=%s&extra=%%7B%%22a%%22%%3A1%%7D",
                "{\"file_tokens\":[\"%s\"]}"
            })
    void noAccessTokenIsAMediaToken(String form) {
        Reading reading = Samples.read(form.formatted("t-g1044qeGEDXTB6NDJOGV4JQC"));
        assertThat(reading.entries()).isEmpty();
    }

    @Test
    void anExtraThatIsTypedHoldsNone() {
        String typed = "{\"a\":\"" + LINK + "\"}";
        assertThat(ExtraCheck.of(typed))
                .isEqualTo(new ExtraCheck.Invalid(ExtraCheck.Reason.HOLDS_SECRET, 1, 1));
        assertThat(Samples.read(A).withExtra(ExtraCheck.of(typed)).items().getFirst().extra())
                .isNull();
        assertThat(ExtraCheck.of("{\"a\":\"app_secret " + K + "\"}"))
                .isInstanceOf(ExtraCheck.Invalid.class);
        assertThat(ExtraCheck.of(Samples.EXTRA)).isInstanceOf(ExtraCheck.Valid.class);
    }
}
