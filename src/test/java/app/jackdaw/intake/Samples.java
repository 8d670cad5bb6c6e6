package app.jackdaw.intake;

import app.jackdaw.model.MediaItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Composed material of realistic shape, and readings in words. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    static final String A = "Kp3mbXz9QoR7YtxVwLucd4NHnge";
    static final String B = "VtQ8bFh2RoWc1Nx5Zk7cPm9Lnae";
    static final String C = "boxcnrHpsg1QDqXAAAyachabcef";
    static final String D = "doxcnTz83mQpLd0VbNw5Yh72Kse";

    /** A link that says itself that it lives until 22 November 08:00 UTC, a day before now. */
    static final String OLD_LINK = link("internal-api-drive-stream.feishu.cn", 1_795_248_000L);

    /** A link that lives until an hour from now. */
    static final String LINK =
            link("internal-api-drive-stream-sg.larksuite.com", NOW.getEpochSecond() - 82_800);

    static final String EXTRA = "{\"bitablePerm\":{\"tableId\":\"tblq4Xw8\",\"rev\":32}}";
    static final String ENCODED_EXTRA =
            "%7B%22bitablePerm%22%3A%7B%22tableId%22%3A%22tblq4Xw8%22%2C%22rev%22%3A32%7D%7D";

    private Samples() {}

    static Intake intake() {
        return new Intake(InstantSource.fixed(NOW));
    }

    static Reading read(String text) {
        return intake().read(text);
    }

    static String link(String host, long issued) {
        return "https://" + host + "/space/api/box/stream/download/authcode/?code=" + code(issued);
    }

    static String code(long issued) {
        String plain =
                "d7336e02160e3fd58fe9f31d8bb4f7aa_0639cef822b52f9551fc422eab20ec9f_ID:69768316427992924_"
                        + issued
                        + ":"
                        + (issued + 86_400)
                        + "_V3";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    static String randomToken(RandomGenerator random) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder token = new StringBuilder("Kq7");
        while (token.length() < 27) {
            token.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return token.toString();
    }

    /** One short word group per fact of the reading, in the order of its lists. */
    static List<String> facts(Reading reading) {
        List<String> facts = new ArrayList<>();
        reading.entries().forEach(entry -> facts.add(entry(entry)));
        if (reading.duplicates() > 0) {
            facts.add("again " + reading.duplicates());
        }
        reading.addresses()
                .forEach(one ->
                        facts.add(
                                "%s %s %s"
                                        .formatted(one.kind(), one.brand(), one.token())
                                        .strip()));
        reading.misplaced().forEach(one -> facts.add(one.kind() + " @" + one.line()));
        reading.rejected().forEach(one -> facts.add(one.reason() + " @" + one.line()));
        return facts;
    }

    private static String entry(Entry entry) {
        MediaItem item = entry.item();
        StringBuilder text = new StringBuilder(item.isPastedLink() ? "link" : item.token());
        append(text, " own=", item.ownName());
        append(text, " known=", item.knownName());
        append(text, " in=", item.folder());
        append(text, " size=", item.size());
        append(text, " type=", item.type());
        append(text, " extra=", item.extra());
        append(text, " link=", item.isPastedLink() || entry.link() == null ? null : "yes");
        return text.toString();
    }

    private static void append(StringBuilder text, String label, @Nullable Object value) {
        if (value != null) {
            text.append(label).append(value);
        }
    }
}
