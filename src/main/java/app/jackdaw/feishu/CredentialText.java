package app.jackdaw.feishu;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import java.util.Optional;
import java.util.regex.Pattern;

/** App ID and App Secret as people paste them. Stateless. */
public final class CredentialText {

    private static final Pattern APP_ID = Pattern.compile("cli_[A-Za-z0-9]{6,64}");

    /** What people copy along: any blank of any script, and quotes. */
    private static final Pattern AROUND =
            Pattern.compile("^[\\s\\p{Z}\"'`“”‘’«»「」]+|[\\s\\p{Z}\"'`“”‘’«»「」,;]+$");

    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200B-\\u200F\\u2060\\uFEFF\\p{Cc}&&[^\\r\\n\\t]]");

    private CredentialText() {}

    /** Without blanks, quotes and invisible characters around. */
    public static String clean(String pasted) {
        return withoutAround(withoutInvisible(pasted));
    }

    /**
     * A hint while the user types, never a reason to refuse: private deployments may differ.
     *
     * @return {@link Cause#APP_ID_SHAPE} when a built-in platform would hardly give such an id
     */
    public static Optional<Cause> hintOnAppId(Platform platform, String appId) {
        String id = clean(appId);
        boolean fine =
                id.isEmpty()
                        || platform.kind() == Platform.Kind.OTHER
                        || APP_ID.matcher(id).matches();
        return fine ? Optional.empty() : Optional.of(Cause.APP_ID_SHAPE);
    }

    static String withoutAround(String text) {
        return AROUND.matcher(text).replaceAll("");
    }

    static String withoutInvisible(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }
}
