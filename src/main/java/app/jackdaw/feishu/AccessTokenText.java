package app.jackdaw.feishu;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An access token out of whatever a person pasted. Immutable.
 *
 * @param token without prefix, quotes, blanks and line breaks
 * @param kind as its form suggests; a form proves nothing, so nothing is refused for it
 */
public record AccessTokenText(Secret token, Kind kind) {

    public enum Kind {
        TENANT,
        USER,
        UNKNOWN
    }

    /** What a Bearer token may consist of (RFC 6750, section 2.1). */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/=-]{3,8192}");

    private static final Pattern PREFIX =
            Pattern.compile(
                    "(?:authorization[\\s\\p{Z}]*[:=：][\\s\\p{Z}]*|bearer[\\s\\p{Z}:：]+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern BEFORE = Pattern.compile("^[,;]+");
    private static final Pattern LINE_BREAK = Pattern.compile("[\\s\\p{Z}]*[\\r\\n]+[\\s\\p{Z}]*");

    /**
     * @throws ProblemException CREDENTIALS_MISSING for nothing, ACCESS_TOKEN_SHAPE for what cannot
     *     be an access token
     */
    public static AccessTokenText read(String pasted) throws ProblemException {
        String text = CredentialText.withoutInvisible(pasted);
        String before;
        do {
            before = text;
            text = BEFORE.matcher(CredentialText.withoutAround(text)).replaceAll("");
            if (PREFIX.matcher(text).lookingAt()) {
                text = PREFIX.matcher(text).replaceFirst("");
            }
        } while (!text.equals(before));
        text = LINE_BREAK.matcher(text).replaceAll("");
        if (text.isEmpty() || text.equalsIgnoreCase("bearer")) {
            throw new ProblemException(Problem.of(Cause.CREDENTIALS_MISSING));
        }
        if (!SHAPE.matcher(text).matches() || text.startsWith("cli_")) {
            throw new ProblemException(Problem.of(Cause.ACCESS_TOKEN_SHAPE));
        }
        return new AccessTokenText(new Secret(text), kindOf(text));
    }

    private static Kind kindOf(String text) {
        String start = text.toLowerCase(Locale.ROOT);
        if (start.startsWith("t-")) {
            return Kind.TENANT;
        }
        return start.startsWith("u-") || text.startsWith("eyJ") ? Kind.USER : Kind.UNKNOWN;
    }
}
