package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Platform;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links of a platform of one's own are believed. */
class LinkCheckTest {

    @ParameterizedTest
    @CsvSource({
        "https://feishu.corp.example/space/api/box/stream/download/authcode/?code=x, true",
        "https://internal.feishu.corp.example/space/api/box/stream/?code=x, true",
        "https://feishu.corp.example/open-apis/drive/v1/medias/x/download, false",
        "https://feishu.other.example/space/api/box/stream/?code=x, false",
    })
    void aPrivateDeploymentMayServeFilesFromItsApisHost(String link, boolean believed)
            throws Exception {
        Platform own = Platform.other("https://feishu.corp.example");
        assertThat(LinkCheck.judge(link, own, Instant.EPOCH) instanceof Outcome.Link)
                .isEqualTo(believed);
    }
}
