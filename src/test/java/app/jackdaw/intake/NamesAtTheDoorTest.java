package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people call their files and folders comes through the door as they wrote it. */
class NamesAtTheDoorTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private static final List<String> WORDS =
            List.of(
                    "Design",
                    "Spring",
                    "Final",
                    "Print",
                    "Manual",
                    "Release",
                    "Notes",
                    "AuthCode",
                    "OAuthCode",
                    "Bearer",
                    "Token",
                    "Secret",
                    "QRcode",
                    "README",
                    "Plan",
                    "invoice",
                    "do",
                    "Usuario",
                    "V2",
                    "2024",
                    "20240101",
                    "Q3",
                    "IMG",
                    "report",
                    "code",
                    "合同",
                    "最终版",
                    "Übersicht",
                    "sig",
                    "WA0012",
                    "1080p",
                    "authorization",
                    "密钥");

    private static final List<String> PREFIXES =
            List.of(
                    "",
                    "",
                    "t-",
                    "u-",
                    "a-",
                    "ur-",
                    "pt-",
                    "t-shirt_",
                    "u-boot_",
                    "pt-BR_",
                    "a-b_");

    private static final List<String> BETWEEN = List.of("_", "_", "-", ".", " ", "");

    private static final List<String> EXTENSIONS =
            List.of(".pdf", ".docx", ".jpg", ".java", ".zip", ".tar.gz", ".7z", ".txt");

    private static final List<String> KNOWN =
            List.of(
                    "AuthCodeService.java",
                    "OAuthCodeExamples.zip",
                    "Guide OAuthCodeGrant.pdf",
                    "AuthCodeProject2026",
                    "src.old authcode notes 2026.txt",
                    "authcode_code=3_screenshot_2024.png",
                    "t-shirt_Design_Spring2024_Final_Print.pdf",
                    "pt-BR_Manual_do_Usuario_2024_Final.pdf",
                    "u-boot_Release_Notes_2024_Final_V2.docx",
                    "a-b_V1_2_3_Test_Final_2024.pdf",
                    "t-ProjectPlan2024FinalDraft.pdf",
                    "t-IOSAppIcon2024V2.pdf",
                    "IMG_20240101_120000.jpg",
                    "QRcode=3.png",
                    "QRcode=Quarterly_Report_2024.png",
                    "code=Quarterly_Report_2024_Final.pdf",
                    "ticket=Concert_Berlin_20240612.pdf",
                    "d41d8cd98f00b204e9800998ecf8427e.jpg",
                    "da39a3ee5e6b4b0d3255bfef95601890afd80709.bin",
                    "Anna.Meier_2024@t-Systems_Consulting2024.com.eml",
                    "anna.meier+Invoice2024@example.com.pdf",
                    "Bearer bonds 2024.pdf",
                    "Bearer Quarterly_Report_2024_Final_V2.pdf",
                    "Token Bearer List.xlsx",
                    "Secret: Annual_Report_2024_Final_V2.pdf",
                    "App Secret - how to renew it 2024.pdf",
                    "2024年第三季度销售合同（最终版）V2_Final_20240930.pdf",
                    "屏幕截图 2024-01-01 120000.png",
                    "Screenshot_20240101-120000_WeChat.jpg",
                    "mmexport1704067200000.jpg");

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String name(Random random) {
        String extension = any(EXTENSIONS, random);
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        switch (random.nextInt(12)) {
            case 0:
                return HexFormat.of().formatHex(bytes) + extension;
            case 1:
                return UUID.nameUUIDFromBytes(bytes) + extension;
            default:
                break;
        }
        String between = any(BETWEEN, random);
        // what runs on behind a prefix may have a token's very shape
        StringBuilder name = new StringBuilder(between.isEmpty() ? "" : any(PREFIXES, random));
        int words = 2 + random.nextInt(6);
        for (int i = 0; i < words; i++) {
            name.append(i == 0 ? "" : between).append(any(WORDS, random));
        }
        return name + extension;
    }

    private static String json(String name) {
        return "{\"file_token\":\"" + A + "\",\"name\":\"" + name + "\"}";
    }

    private static List<String> wrong(String name) {
        List<String> wrong = new ArrayList<>();
        expect(wrong, A + "\t" + name, A + " own=" + name);
        expect(wrong, A + "\tx.pdf\t" + name, A + " own=x.pdf in=" + name);
        expect(wrong, json(name), A + " known=" + name);
        if (!(ExtraCheck.of("{\"a\":\"" + name + "\"}") instanceof ExtraCheck.Valid)) {
            wrong.add("extra " + name);
        }
        return wrong;
    }

    private static void expect(List<String> wrong, String text, String fact) {
        List<String> facts = Samples.facts(Samples.read(text));
        if (!facts.equals(List.of(fact))) {
            wrong.add(text + " -> " + facts);
        }
    }

    @Test
    void everydayNamesComeOutAsWritten() {
        List<String> wrong = new ArrayList<>();
        KNOWN.forEach(name -> wrong.addAll(wrong(name)));
        assertThat(wrong).isEmpty();
    }

    @Test
    void namesOfWordsAndNumbersComeOutAsWritten() {
        System.out.println("NamesAtTheDoorTest seed " + SEED);
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            wrong.addAll(wrong(name(random)));
        }
        assertThat(wrong).describedAs("seed %d", SEED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/OAuthCodeExamples.zip",
                "https://example.com/view?title=Quarterly_Report_2024_Final.pdf"
            })
    void anAddressWithoutAKeyIsAName(String name) {
        assertThat(Samples.facts(Samples.read(json(name)))).containsExactly(A + " known=" + name);
    }

    /** The shapes that the platform's documentation shows, with other characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "t-caedc734c2e3318a62489fe0648c4b98779615d4",
                "a-7f1bdd13fc57d46bac21793a18e561",
                "t-g206bm5yHSSQTFVMAY6LDGWVM5GR7QKTRXXFZS2T",
                "u-Lr1RT7S8fJUES03mT5FtWg",
                "u-5Dak9ZAxJ9tFUn8MaTD_BFM51FNdg5xzO0y010000HWc",
                "ur-h4_5nUXdJ4O8rqfGe.YJCwM13Gjc557xUG20hkk00f7L",
                "ur-6EyFQZyplb9URrOx5NtT_HM53zrJg59HXwy040400G.f"
            })
    void anAccessTokenIsNone(String token) {
        assertThat(Samples.facts(Samples.read(A + "\t合同 " + token))).contains(A + " own=合同");
        assertThat(Samples.facts(Samples.read(json("合同 " + token)))).contains(A + " known=合同");
    }

    @Test
    void aLinkWithoutItsSchemeOrCodeIsNone() {
        String bare = LINK.substring("https://".length());
        String path = bare.substring(bare.indexOf("/download/") + 1);
        for (String link :
                List.of(bare, path, bare.substring(0, bare.indexOf('?')), "authcode?" + code())) {
            assertThat(Samples.facts(Samples.read(A + "\t合同 " + link)))
                    .as(link)
                    .contains(A + " own=合同");
        }
    }

    private static String code() {
        return LINK.substring(LINK.indexOf("code=", LINK.indexOf('?')));
    }
}
