package app.jackdaw.feishu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.feishu.AccessTokenText.Kind;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t-g1044abc",
                "  t-g1044abc\n",
                "Bearer t-g1044abc",
                "bearer  BEARER t-g1044abc",
                "\"Bearer t-g1044abc\"",
                "“t-g1044abc”",
                "Authorization: Bearer t-g1044abc",
                "\uFEFFt-g1044abc\u200B",
                "Bearer\n't-g10\r\n44abc',",
                "\u3000t-g1044abc\u3000",
                "\u00A0Bearer\u00A0t-g1044abc\u00A0",
                "Authorization：\u3000Bearer\u2003「t-g1044abc」",
            })
    void whatPeoplePasteBecomesTheToken(String pasted) throws ProblemException {
        AccessTokenText read = AccessTokenText.read(pasted);
        assertThat(read.token().value()).isEqualTo("t-g1044abc");
        assertThat(read.kind()).isEqualTo(Kind.TENANT);
        assertThat(read.toString()).doesNotContain("g1044abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-abc", "eyJhbGciOi.eyJz.c2ln-_"})
    void userTokensAreRecognised(String pasted) throws ProblemException {
        assertThat(AccessTokenText.read(pasted).kind()).isEqualTo(Kind.USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pt-abc", "something.else", "0123456789"})
    void noTokenIsRefusedForItsBeginning(String pasted) throws ProblemException {
        AccessTokenText read = AccessTokenText.read(pasted);
        assertThat(read.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(read.token().value()).isEqualTo(pasted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-abc def", "密码", "cli_a1b2c3d4", "{\"a\":1}", "https://x/?a=b"})
    void whatCannotBeATokenIsSaid(String pasted) {
        assertThat(cause(pasted)).isEqualTo(Cause.ACCESS_TOKEN_SHAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "Bearer ", "\"\""})
    void nothingIsMissingCredentials(String pasted) {
        assertThat(cause(pasted)).isEqualTo(Cause.CREDENTIALS_MISSING);
    }

    private static Cause cause(String pasted) {
        return catchThrowableOfType(ProblemException.class, () -> AccessTokenText.read(pasted))
                .problem()
                .cause();
    }
}
