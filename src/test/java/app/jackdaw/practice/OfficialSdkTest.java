package app.jackdaw.practice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lark.oapi.Client;
import com.lark.oapi.core.cache.ICache;
import com.lark.oapi.core.request.SelfBuiltTenantAccessTokenReq;
import com.lark.oapi.service.drive.v1.model.BatchGetTmpDownloadUrlMediaReq;
import com.lark.oapi.service.drive.v1.model.BatchGetTmpDownloadUrlMediaResp;
import com.lark.oapi.service.drive.v1.model.TmpDownloadUrl;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The platform's own client library takes the practice platform for the platform. */
class OfficialSdkTest extends PracticeTest {

    private Client sdk;

    @BeforeEach
    void connect() {
        sdk = client(platform.appSecret().value());
    }

    @Test
    void aTenantAccessTokenIsIssued() throws Exception {
        var answer =
                sdk.ext()
                        .getTenantAccessTokenBySelfBuiltApp(
                                SelfBuiltTenantAccessTokenReq.newBuilder()
                                        .appId(platform.appId())
                                        .appSecret(platform.appSecret().value())
                                        .build());

        assertThat(answer.getCode()).isZero();
        assertThat(answer.getTenantAccessToken()).isEqualTo(accessToken());
        assertThat(answer.getExpire()).isEqualTo(7200);
    }

    @Test
    void aBatchOfFiveIsAnsweredByToken() throws Exception {
        String[] tokens = tokens(0, 5).toArray(String[]::new);

        BatchGetTmpDownloadUrlMediaResp answer = ask(null, tokens);

        assertThat(answer.success()).isTrue();
        Map<String, TmpDownloadUrl> byToken =
                Arrays.stream(answer.getData().getTmpDownloadUrls())
                        .collect(
                                Collectors.toMap(
                                        TmpDownloadUrl::getFileToken, Function.identity()));
        assertThat(byToken).containsOnlyKeys(tokens);
        for (PracticeDocument document : platform.documents().subList(0, 5)) {
            URI link =
                    URI.create(requireNonNull(byToken.get(document.token())).getTmpDownloadUrl());
            assertThat(get(link).body().length).isEqualTo(document.size());
        }
        assertThat(platform.calls().linkCalls().getLast().fileTokens()).containsExactly(tokens);
    }

    @Test
    void extraArrivesEncodedOnce() throws Exception {
        PracticeDocument guarded = document("验收单.pdf");
        String extra = "{\"bitablePerm\":{\"tableId\":\"" + guarded.tableId() + "\",\"rev\":32}}";

        BatchGetTmpDownloadUrlMediaResp answer = ask(extra, guarded.token());

        assertThat(answer.success()).isTrue();
        assertThat(answer.getData().getTmpDownloadUrls()).hasSize(1);
        assertThat(platform.calls().linkCalls().getLast().extra()).isEqualTo(extra);
    }

    @Test
    void aRefusalHasItsCodeAndLogId() throws Exception {
        PracticeDocument guarded = document("验收单.pdf");

        BatchGetTmpDownloadUrlMediaResp answer = ask(null, guarded.token());

        assertThat(answer.success()).isFalse();
        assertThat(answer.getCode()).isEqualTo(1061004);
        assertThat(answer.getRawResponse().getStatusCode()).isEqualTo(403);
        assertThat(answer.getError().getLogId()).matches("\\d{14}[0-9A-F]{20}");
    }

    @Test
    void aWrongSecretIsNoSignIn() {
        sdk = client("wrong");

        assertThatThrownBy(() -> ask(null, tokens(0, 1).getFirst())).hasMessageContaining("10015");
    }

    private Client client(String secret) {
        // a cache of its own: the library's is shared by all clients of a process
        return Client.newBuilder(platform.appId(), secret)
                .openBaseUrl(platform.apiBase().toString())
                .tokenCache(new OwnCache())
                .build();
    }

    private BatchGetTmpDownloadUrlMediaResp ask(@Nullable String extra, String... tokens)
            throws Exception {
        BatchGetTmpDownloadUrlMediaReq.Builder request =
                BatchGetTmpDownloadUrlMediaReq.newBuilder().fileTokens(tokens);
        if (extra != null) {
            request.extra(extra);
        }
        return sdk.drive().v1().media().batchGetTmpDownloadUrl(request.build());
    }

    private static final class OwnCache implements ICache {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public @Nullable String get(String key) {
            return values.get(key);
        }

        @Override
        public void set(String key, String value, int expire, TimeUnit unit) {
            values.put(key, value);
        }
    }
}
