package app.jackdaw.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.jackdaw.model.Problem.Cause;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts may serve bytes, and which base addresses are taken. */
class PlatformTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://internal-api-drive-stream.feishu.cn/x?code=1",
                "https://internal-api-drive-stream-sg.larksuite.com/x",
                "https://a.b.larkoffice.com/x",
                "https://feishu.cn/x",
                "https://Internal-API.FeiShu.CN/x",
                "HTTPS://internal-api-drive-stream.feishu.cn:443/x"
            })
    void platformsOwnHostsMayServe(String link) {
        assertThat(Platform.FEISHU.objectionTo(URI.create(link))).isEmpty();
        assertThat(Platform.LARK.objectionTo(URI.create(link))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://feishu.cn.evil.com/x, LINK_HOST_UNEXPECTED",
        "https://evilfeishu.cn/x, LINK_HOST_UNEXPECTED",
        "https://feishu.cn@evil.com/x, LINK_HOST_UNEXPECTED",
        "https://evil.com/feishu.cn, LINK_HOST_UNEXPECTED",
        "https://cn/x, LINK_HOST_UNEXPECTED",
        "https://93.184.216.34/x, LINK_HOST_UNEXPECTED",
        "https://[2001:db8::1]/x, LINK_HOST_UNEXPECTED",
        "https://127.0.0.1/x, LINK_HOST_UNEXPECTED",
        "https://localhost/x, LINK_HOST_UNEXPECTED",
        "https://[::1]/x, LINK_HOST_UNEXPECTED",
        "http://internal-api-drive-stream.feishu.cn/x, LINK_NOT_SECURE",
        "ftp://feishu.cn/x, LINK_INVALID",
        "javascript:alert(1), LINK_INVALID",
        "/space/api/x, LINK_INVALID",
        "https:///x, LINK_INVALID"
    })
    void otherAddressesAreRefusedWithTheirReason(String link, Cause cause) {
        assertThat(Platform.FEISHU.objectionTo(URI.create(link))).contains(cause);
    }

    @Test
    void privateDeploymentServesFromItsOwnDomainOnly() throws ProblemException {
        Platform own = Platform.other("https://open.feishu.company.com");
        assertThat(own.objectionTo(URI.create("https://drive.feishu.company.com/x"))).isEmpty();
        assertThat(own.objectionTo(URI.create("https://drive.feishu.cn/x")))
                .contains(Cause.LINK_HOST_UNEXPECTED);
        assertThat(own.objectionTo(URI.create("https://other.company.com/x")))
                .contains(Cause.LINK_HOST_UNEXPECTED);
        assertThat(Platform.other("https://company.com.cn").linkDomains())
                .as("a registry's domain belongs to everybody")
                .containsExactly("company.com.cn");
    }

    @Test
    void thisMachineServesThisMachineOnly() throws ProblemException {
        Platform local = Platform.other("http://127.0.0.1:8080");
        for (String host : new String[] {"127.0.0.1:9", "localhost:9", "[::1]:9", "127.8.8.8"}) {
            assertThat(local.objectionTo(URI.create("http://" + host + "/x"))).as(host).isEmpty();
        }
        Platform secure = Platform.other("https://127.0.0.1:8443");
        assertThat(secure.objectionTo(URI.create("https://127.0.0.1:9/x"))).isEmpty();
        assertThat(secure.objectionTo(URI.create("http://127.0.0.1:9/x")))
                .contains(Cause.LINK_NOT_SECURE);
        assertThat(local.objectionTo(URI.create("http://127.0.0.1.evil.com/x")))
                .contains(Cause.LINK_HOST_UNEXPECTED);
        assertThat(local.objectionTo(URI.create("https://feishu.cn/x")))
                .contains(Cause.LINK_HOST_UNEXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "open.example.com, https://open.example.com",
        "' https://Open.Example.COM/ ', https://open.example.com",
        "https://open.example.com:8443/open-apis?x=1, https://open.example.com:8443",
        "http://127.0.0.1:81, http://127.0.0.1:81",
        "http://localhost:81/, http://localhost:81",
        "127.0.0.1:81/, http://127.0.0.1:81",
        "[::1]:81, http://[::1]:81",
        "“https://open.example.com/open-apis/”, https://open.example.com",
        "https://open.feishu.cn/, https://open.feishu.cn"
    })
    void baseAddressIsTakenWithoutItsPath(String typed, String base) throws ProblemException {
        assertThat(Platform.other(typed).apiBase()).hasToString(base);
    }

    @Test
    void builtInAddressIsTheBuiltInPlatform() throws ProblemException {
        assertThat(Platform.other("open.feishu.cn")).isEqualTo(Platform.FEISHU);
        assertThat(Platform.other("https://open.larksuite.com/x")).isEqualTo(Platform.LARK);
    }

    @ParameterizedTest
    @CsvSource({
        "http://open.example.com, BASE_ADDRESS_INSECURE",
        "http://127.0.0.1.evil.com, BASE_ADDRESS_INSECURE",
        "http://192.168.1.7, BASE_ADDRESS_INSECURE",
        "ftp://open.example.com, BASE_ADDRESS_INVALID",
        "https://me:secret@open.example.com, BASE_ADDRESS_INVALID",
        "https://, BASE_ADDRESS_INVALID",
        "two words, BASE_ADDRESS_INVALID",
        "'', BASE_ADDRESS_INVALID"
    })
    void impossibleBaseAddressesAreRefused(String typed, Cause cause) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Platform.other(typed))
                .satisfies(refused ->
                        assertThat(refused.problem().cause()).as(typed).isEqualTo(cause));
    }
}
