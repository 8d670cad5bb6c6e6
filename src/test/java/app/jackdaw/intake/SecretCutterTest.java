package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft of the editor may be written to disk; what opens something may not. */
class SecretCutterTest {

    private static final Intake INTAKE = Samples.intake();
    private static final String SECRET = "SeCrEt0123456789abcdefSeCrEt0123";

    @Test
    void everythingElseStays() {
        String text =
                A
                        + "\tname.pdf\r\nhttps://c.feishu.cn/docx/"
                        + A
                        + "?a=b#\n{\"file_token\": \"x\"}\n你好 cli_a1b2c3d4e5f6g7h8 the bearer of news, secret: no";
        assertThat(INTAKE.withoutSecrets(text)).isEqualTo(text);
    }

    @Test
    void linksKeepTheirLine() {
        String cut = INTAKE.withoutSecrets("a\t" + LINK + "\tb\n[x](" + LINK + ")\n" + A);
        String head = LINK.substring(0, LINK.indexOf("code=") + 5);
        assertThat(cut).isEqualTo("a\t" + head + "…\tb\n[x](" + head + "…)\n" + A);
        assertThat(Samples.read(cut).items()).extracting("token").containsExactly(A);
    }

    static java.util.List<String> shapes() {
        return java.util.List.of(
                "Bearer %s",
                "authorization: bearer   %s end",
                "-H \"Authorization: Bearer %s\" x",
                "\"Authorization\":\"Bearer %s\"",
                "{\\\"Authorization\\\":\\\"Bearer %s\\\"}",
                "Bearer%%20%s",
                "app_secret=%s",
                "App Secret：%s",
                "App Secret\t%s",
                "x\nApp Secret\n%s",
                "应用密钥：%s",
                "cli_a1b2c3d4e5f6g7h8\n%s",
                "\"app_secret\" : \"%s\"",
                "\"tenant_access_token\":\"%s\"",
                "t-%s",
                "(u-%s)",
                "eyJhbGciOiJFUzI1NiJ9.%s.x",
                "\"tmp_download_url\":\"https://other.example/x/%s\"",
                "\"tmp_download_url\":\"https:\\/\\/other.example\\/x\\/%s\"",
                "https://h/space/api/box/stream/download/authcode/?code=%s",
                "https:\\/\\/h\\/stream\\/download\\/authcode\\/?code=%s",
                "https://h/stream/download/authcode/?code\\u003d%s",
                "https%%3A%%2F%%2Fh%%2Fstream%%2Fdownload%%2Fauthcode%%2F%%3Fcode%%3D%s",
                "https://h/stream/download/authcode/?a=1&code=%s&b=2");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isCut(String shape) {
        String text = "before " + shape.formatted(SECRET) + "\n" + A + "\n";
        String cut = INTAKE.withoutSecrets(text);
        assertThat(cut)
                .doesNotContain(SECRET)
                .contains("…")
                .startsWith("before ")
                .endsWith("\n" + A + "\n");
        assertThat(INTAKE.withoutSecrets(cut)).isEqualTo(cut);
    }

    /** The mark stands for the secret: what follows it is not taken for one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "app_secret: %s, " + A,
                "App Secret\t%s " + A,
                "应用密钥：%s " + A,
                "cli_a1b2c3d4e5f6g7h8 %s " + A,
                "cli_a1b2c3d4e5f6g7h8\n%s\nQq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc"
            })
    void isCutOnceAndNoMore(String shape) {
        String text = shape.formatted(SECRET);
        String cut = INTAKE.withoutSecrets(text);
        assertThat(cut).isEqualTo(shape.formatted("…"));
        assertThat(INTAKE.withoutSecrets(cut)).isEqualTo(cut);
        assertThat(Samples.read(cut).items()).isEqualTo(Samples.read(text).items());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "authcode", "authcode?code=", "secret:", "\uD83D"})
    void endsAnywhere(String text) {
        assertThat(INTAKE.withoutSecrets(text)).isEqualTo(text);
    }
}
