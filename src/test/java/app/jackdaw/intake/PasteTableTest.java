package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.B;
import static app.jackdaw.intake.Samples.C;
import static app.jackdaw.intake.Samples.D;
import static app.jackdaw.intake.Samples.ENCODED_EXTRA;
import static app.jackdaw.intake.Samples.EXTRA;
import static app.jackdaw.intake.Samples.LINK;
import static app.jackdaw.intake.Samples.OLD_LINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people paste, row by row: the text, then everything that should have been seen in it. */
class PasteTableTest {

    private static final String NOT = "NOT_A_TOKEN @1";

    /** Of the form that App Secrets have. */
    private static final String SECRET = "Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc";

    private static Arguments row(String text, String... facts) {
        return Arguments.of(text, List.of(facts));
    }

    @ParameterizedTest
    @MethodSource({"separators", "rows", "prose", "links", "addresses", "secrets"})
    void isReadAs(String text, List<String> facts) {
        Reading reading = Samples.read(text);
        assertThat(Samples.facts(reading)).isEqualTo(facts);
        assertThat(Samples.read(reading.remainder()).entries()).isEmpty();
    }

    static Stream<Arguments> separators() {
        return Stream.of(
                row(""),
                row(" \t \n\u3000\u00A0\u200B\uFEFF\n---\n***"),
                row(A, A),
                row("\uFEFF" + A + "\u200B", A),
                row(A + "\n" + B, A, B),
                row(A + "\r\n" + B + "\r" + C + "\u2028" + D, A, B, C, D),
                row(A + " " + B, A, B),
                row(A + "\u3000" + B + "\u00A0" + C, A, B, C),
                row(A + "\t" + B + "\t" + C + "\t" + D, A, B, C, D),
                row(A + "," + B + ", " + C, A, B, C),
                row(A + ";" + B + ";", A, B),
                row(A + "，" + B + "；" + C + "、" + D + "。", A, B, C, D),
                row("《" + A + "》「" + B + "」『" + C + "』【" + D + "】", A, B, C, D),
                row("（" + A + "）“" + B + "”‘" + C + "’", A, B, C),
                row("素材token：" + A, A),
                row("\"" + A + "\", '" + B + "', `" + C + "`", A, B, C),
                row("[\"" + A + "\",\"" + B + "\"]", A, B),
                row("[" + A + "] {" + B + "} <" + C + "> (" + D + ")", A, B, C, D),
                row("• " + A + "\n· " + B + "\n● " + C + "\n▪ " + D, A, B, C, D),
                row("- " + A + "\n* " + B + "\n– " + C + "\n+ " + D, A, B, C, D),
                row("1. " + A + "\n2) " + B + "\n（3）" + C + "\n4、" + D, A, B, C, D),
                row("1." + A + "\n(2) " + B + "\n① " + C, A, B, C),
                row(A + ".", A),
                row("file_token=" + A + "&file_tokens=" + B, A, B),
                row("token: " + A, A),
                row(A + "/" + B, A, B),
                row(A + "|" + B, A, B),
                row(A + "\n" + A + " " + A, A, "again 2"),
                row("请下载" + A + "谢谢", A, NOT, NOT),
                row("<ul><li>" + A + "</li><li>" + B + "</li></ul>", A, B));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row(A + "\t合同.pdf", A + " own=合同.pdf"),
                row(A + "\t合同.pdf\t2026/十月", A + " own=合同.pdf in=2026/十月"),
                row(A + "\t\t2026\\十月", A + " in=2026\\十月"),
                row(A + "\t \t", A),
                row(A + "\tminutes, final (v2).docx", A + " own=minutes, final (v2).docx"),
                row(A + "\treport2026\tArchive2026", A + " own=report2026 in=Archive2026"),
                row("report2026\tMinutes", "report2026 own=Minutes"),
                row(A + "\tname.pdf\tfolder\t备注", A + " own=name.pdf in=folder", NOT),
                row(A + "\tname.pdf\tfolder\t" + B, A + " own=name.pdf in=folder", B),
                row("token\t名称\t文件夹\n" + A + "\t合同.pdf\t法务", A + " own=合同.pdf in=法务"),
                row("file_token,name,folder\n" + A + ",a.pdf,x", A + " own=a.pdf in=x"),
                row("文件名\t素材 Token\n张三.pdf\t" + A, A + " own=张三.pdf"),
                row("name,token\na.pdf," + A + "\nb.pdf," + B, A + " own=a.pdf", B + " own=b.pdf"),
                row("token\n" + A, A),
                row("Token\tName"),
                row("1\t" + A + "\t李敏.pdf", A + " own=李敏.pdf"),
                row("\"" + A + "\"\t\"say \"\"hi\"\".pdf\"\tx", A + " own=say \"hi\".pdf in=x"),
                row(A + "\t\"two\nlines\"\tf\n" + B, A + " own=two\nlines in=f", B),
                row(A + "\t\"a\tb\"", A + " own=a\tb"),
                row(A + "\t\"open\n" + B, A + " own=\"open", B),
                row(A + "\t\"" + B + "\n1. " + C + "\"", A, B, C),
                row("\"open\n" + A + "\"", A, NOT),
                row(A + ",合同.pdf,2026/十月", A + " own=合同.pdf in=2026/十月"),
                row(A + "，合同.pdf，法务", A + " own=合同.pdf in=法务"),
                row(A + ";Lebenslauf Müller.pdf", A + " own=Lebenslauf Müller.pdf"),
                row(A + ",\"Smith, John.pdf\",cv", A + " own=Smith, John.pdf in=cv"),
                row(A + ",report2026", A, "report2026"),
                row("token001,a.pdf", "token001 own=a.pdf"),
                row(A + "," + B + ",合同.pdf", A, B, "FILE_NAME @1"),
                row(A + ", and, then, more, words", A, NOT),
                row(A + "\t" + OLD_LINK + "\ta.pdf", A + " own=a.pdf link=yes"),
                row("a.pdf\t" + LINK + "\t2026-11-24 16:00", "link own=a.pdf"),
                row("a.pdf\t" + LINK + "\t~2026-11-24T16:00:00+08:00", "link own=a.pdf"),
                row("合同.pdf\t" + LINK + "\t2026年11月24日 16:00", "link own=合同.pdf"),
                row(LINK + "\ta.pdf\tx", "link own=a.pdf in=x"),
                row(A + "\thttps://c.feishu.cn/docx/" + B, A, "DOCX FEISHU " + B),
                row(
                        "https://open.feishu.cn/open-apis/drive/v1/medias/"
                                + A
                                + "/download\tb.pdf",
                        A + " own=b.pdf"));
    }

    static Stream<Arguments> prose() {
        return Stream.of(
                row("download", NOT),
                row("Attachment", NOT),
                row("SCREENSHOT", NOT),
                row("Please download the attachments below", NOT),
                row("请把附件发给我", NOT),
                row("2026-11-23", NOT),
                row("13800138000", NOT),
                row("+86 138-0013-8000", NOT),
                row("li.min@example.com", NOT),
                row("report-final.pdf", "FILE_NAME @1"),
                row("IMG_20261123_101010.jpg", "FILE_NAME @1"),
                row("C:\\Users\\limin\\Downloads2026", NOT),
                row("short1", NOT),
                row("x".repeat(20), NOT),
                row("a1".repeat(40), NOT),
                row("report2026", "report2026"),
                row("IMG_20261123", "IMG_20261123"),
                row("PowerPoint", "PowerPoint"),
                row("fileToken0001 fileToken0002", "fileToken0001", "fileToken0002"),
                row("see report2026 please", NOT),
                row("our PowerPoint slides", NOT),
                row("the report-2026-final-version-3 is here", NOT),
                row("id 550e8400-e29b-41d4-a716-446655440000", NOT, "OTHER_IDENTIFIER @1"),
                row("550e8400-e29b-41d4-a716-446655440000", "OTHER_IDENTIFIER @1"),
                row("da39a3ee5e6b4b0d3255bfef95601890afd80709", "OTHER_IDENTIFIER @1"),
                row("the QuarterlyReport2026Final is here", NOT),
                row("abcdefghijklmnopqrstuvwxyza", "abcdefghijklmnopqrstuvwxyza"),
                row("see " + A + " please", A, NOT, NOT),
                row("see " + C + " please", C, NOT, NOT),
                row("会议纪要2026：" + A + "（请查收）", A, NOT, NOT),
                row(A + " report2026 done", A, NOT),
                row("ou_7d8a6e6df7621556ce0d21922b676706", "OTHER_IDENTIFIER @1"),
                row("tblKz82LqPw03nXvy", "OTHER_IDENTIFIER @1"),
                row(A + "\nhello\n" + B + "\n再见", A, B, "NOT_A_TOKEN @2", "NOT_A_TOKEN @4"));
    }

    static Stream<Arguments> links() {
        String bare = LINK.substring("https://".length());
        return Stream.of(
                row(LINK, "link"),
                row(bare, "link"),
                row("链接：" + LINK + "，请尽快下载", "link", NOT),
                row(LINK + LINK.replace("code=", "code=Q"), "link", "link"),
                row(LINK + "\n" + LINK, "link", "again 1"),
                row("[合同.pdf](" + LINK + ")", "link own=合同.pdf"),
                row("![a\\[1\\].png](<" + LINK + ">)", "link own=a[1].png"),
                row("[" + LINK + "](" + LINK + ")", "link"),
                row("- [a](" + LINK + ")\n- [b](" + OLD_LINK + ")", "link own=a", "link own=b"),
                row("<a href=\"" + LINK + "\">R&amp;D.pdf</a>", "link own=R&D.pdf"),
                row(
                        "<ul><li><a href='" + LINK + "' rel=\"x\"><b>a</b>.pdf</a></li></ul>",
                        "link own=a.pdf"),
                row(Samples.link("internal-api-drive-stream.lark.corp.example", 1), "link"),
                row(
                        "http://127.0.0.1:8090/space/api/box/stream/download/authcode/?code=Abc",
                        "link"),
                row(
                        "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/authcode/?code=…",
                        "LINK_WITHOUT_CODE @1"),
                row(
                        "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/v2/cover/"
                                + A
                                + "/?fallback_source=1",
                        "BROWSER_ONLY_LINK @1"),
                row(
                        "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/all/"
                                + A
                                + "/",
                        "BROWSER_ONLY_LINK @1"),
                row(
                        "https://s.feishu.cn/space/api/box/stream/download/preview/"
                                + A
                                + "?preview_type=16",
                        "BROWSER_ONLY_LINK @1"));
    }

    static Stream<Arguments> addresses() {
        String api = "https://open.feishu.cn/open-apis/drive/v1/medias/";
        return Stream.of(
                row("https://c.feishu.cn/docx/" + A, "DOCX FEISHU " + A),
                row("c.feishu.cn/docx/" + A + "#", "DOCX FEISHU " + A),
                row("https://c.larksuite.com/docs/" + D + "/", "OLD_DOC LARK " + D),
                row("https://c.sg.larksuite.com/sheets/" + A + "?sheet=0b1", "SHEET LARK " + A),
                row(
                        "https://c.larkoffice.com/base/" + A + "?table=tblX&view=vewY",
                        "BASE AMBIGUOUS " + A),
                row("https://c.us.feishu.cn/wiki/" + A + "?from=from_copylink", "WIKI FEISHU " + A),
                row(
                        "https://c.feishu.cn/wiki/settings/7123456789012345678",
                        "WIKI_SETTINGS FEISHU 7123456789012345678"),
                row("https://c.feishu.cn/file/" + C, "FILE FEISHU " + C),
                row("https://c.feishu.cn/drive/folder/" + A, "FOLDER FEISHU " + A),
                row("https://c.feishu.cn/slides/" + A, "SLIDES FEISHU " + A),
                row("https://c.feishu.cn/mindnotes/" + A, "MINDNOTE FEISHU " + A),
                row("https://c.feishu.cn/minutes/" + A, "MINUTES FEISHU " + A),
                row("https://c.feishu.cn/share/base/form/" + A, "SHARED_FORM FEISHU " + A),
                row("https://c.feishu.cn/share/base/dashboard/" + A, "SHARED_BASE FEISHU " + A),
                row("https://open.feishu.cn/app", "OTHER_PAGE FEISHU"),
                row("https://docs.corp.example/docx/" + A, "DOCX PRIVATE " + A),
                row("https://docs.corp.example/docx/overview", "UNKNOWN_ADDRESS @1"),
                row("https://example.com/x", "UNKNOWN_ADDRESS @1"),
                row("https://example.com/" + A, "UNKNOWN_ADDRESS @1"),
                row("https://notfeishu.cn/app", "UNKNOWN_ADDRESS @1"),
                row("[合同](https://c.feishu.cn/docx/" + A + ")", "DOCX FEISHU " + A),
                row("李敏：看这个https://c.feishu.cn/docx/" + A + "，谢谢", "DOCX FEISHU " + A, NOT, NOT),
                row(
                        "https://c.feishu.cn/docx/" + A + ",https://c.feishu.cn/docx/" + B,
                        "DOCX FEISHU " + A,
                        "DOCX FEISHU " + B),
                row(api + A + "/download?extra=" + ENCODED_EXTRA, A + " extra=" + EXTRA),
                row(api + A + "/download?extra=" + EXTRA, A + " extra=" + EXTRA),
                row(api + A + "/download", A),
                row(
                        api
                                + "batch_get_tmp_download_url?file_tokens="
                                + A
                                + "&file_tokens="
                                + B
                                + "&extra="
                                + ENCODED_EXTRA,
                        A + " extra=" + EXTRA,
                        B + " extra=" + EXTRA),
                row(
                        api
                                + "batch_get_tmp_download_url?file_tokens="
                                + A
                                + "&extra="
                                + EXTRA
                                + "&file_tokens="
                                + B,
                        A + " extra=" + EXTRA,
                        B + " extra=" + EXTRA),
                row("file_tokens=" + A + "&file_tokens=" + B, A, B),
                row(
                        "?file_tokens=" + A + "&file_tokens=" + B + "&extra=" + ENCODED_EXTRA,
                        A + " extra=" + EXTRA,
                        B + " extra=" + EXTRA),
                row("extra=" + EXTRA + "&file_tokens=" + A, A + " extra=" + EXTRA),
                row(
                        "GET /open-apis/drive/v1/medias/" + A + "/download?extra=" + EXTRA,
                        A + " extra=" + EXTRA,
                        NOT),
                row(
                        api + A + "/download?extra=" + ENCODED_EXTRA.replace("%", "%25"),
                        A + " extra=" + EXTRA),
                row(
                        "https://open.feishu.cn/open-apis/drive/v1/files/" + A + "/download",
                        "FILE FEISHU " + A));
    }

    static Stream<Arguments> secrets() {
        return Stream.of(
                row("t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234", "ACCESS_TOKEN @1"),
                row("u-7f1bcd13fc57d46bac21793a18e560", "ACCESS_TOKEN @1"),
                row("u-dyA6pLxBV3pH.Xx_Gz1234567890", "ACCESS_TOKEN @1"),
                row("cli_a1b2c3d4e5f6g7h8", "APP_ID @1"),
                row("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "ACCESS_TOKEN @1"),
                row("Bearer " + A, "ACCESS_TOKEN @1", NOT),
                row("Authorization: Bearer " + A, "ACCESS_TOKEN @1", NOT),
                row("app_secret: " + "dskLLdkasdjlasdKK1239sdkjlasdLKJ", "APP_SECRET @1", NOT),
                row("应用密钥：" + SECRET, "APP_SECRET @1", NOT),
                row("App Secret\t" + SECRET, "APP_SECRET @1", NOT),
                row("App Secret\n" + SECRET + "\n" + A, A, "APP_SECRET @2", NOT),
                row("应用密钥:\r\n" + SECRET + "\r\n" + A, A, "APP_SECRET @2", NOT),
                row("cli_a1b2c3d4e5f6g7h8\n" + SECRET + "\n" + A, A, "APP_ID @1", "APP_SECRET @2"),
                row("cli_a1b2c3d4e5f6g7h8 " + SECRET + " " + A, A, "APP_ID @1", "APP_SECRET @1"),
                row("FEISHU_APP_SECRET=" + SECRET, "APP_SECRET @1", NOT),
                row("App Secret\n" + A + "\tname.pdf\n" + B, A + " own=name.pdf", B, NOT),
                row("keep this secret\n" + A, A, NOT),
                row("the bearer document", NOT),
                row("t-shirt-summer-collection", NOT),
                row(
                        "{\"code\":0,\"tenant_access_token\":\"t-g1044qeGEDXTB6NDJOGV4JQC\"}",
                        "ACCESS_TOKEN @1"));
    }
}
