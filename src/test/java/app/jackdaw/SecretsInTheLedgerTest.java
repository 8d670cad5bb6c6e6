package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.intake.Intake;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.store.SqliteLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is pasted, the database and its log hold nothing that opens anything. */
class SecretsInTheLedgerTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    private static final String A = "Kp3mbXz9QoR7YtxVwLucd4NHnge";
    private static final String K = "Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc";
    private static final String LINK =
            "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/authcode/?code=";

    private static final List<String> PASTED =
            List.of(
                    "app_secret " + K,
                    "App Secret " + K + "\n" + A,
                    "应用密钥 " + K,
                    "app_id cli_a1b2c3d4e5f6g7h8 app_secret " + K,
                    A + "\tApp Secret " + K + "\tApp Secret",
                    A + "\tApp Secret\t" + K,
                    K + "\tApp Secret",
                    A + "\t合同 Bearer t-" + K,
                    A + "\t合同\t" + LINK.substring("https://".length()) + K,
                    "[合同 code=" + K + "](" + LINK + K + "x)",
                    LINK + K,
                    "{\"file_token\":\"" + A + "\",\"name\":\"合同 " + LINK + K + "\"}",
                    "{\"file_token\":\"" + A + "\",\"extra\":\"" + LINK + K + "\"}",
                    "{\"file_token\":\"" + A + "\",\"extra\":{\"a\":\"" + LINK + K + "\"}}",
                    "{\"file_token\":\"t-" + K + "\"}");

    @TempDir Path folder;

    @Test
    void holdsNothingThatOpensAnything() throws Exception {
        Intake intake = new Intake(CLOCK);
        int rows = 0;
        Path file = folder.resolve("jackdaw.db");
        try (SqliteLedger ledger = SqliteLedger.open(file, CLOCK)) {
            for (String text : PASTED) {
                for (MediaItem item : intake.read(text).items()) {
                    ledger.recordNow(
                            new LedgerEntry(
                                    item, ++rows, new TransferState.Queued(), null, null, null));
                }
            }
            assertThat(rows).isPositive();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .as("its log is looked at, too")
                        .anyMatch(name -> name.endsWith("-wal"));
            }
            assertThat(written()).contains(A, "合同").doesNotContain(K, "authcode", "code=");
        }
        assertThat(written()).contains(A, "合同").doesNotContain(K, "authcode", "code=");
    }

    /** The bytes of the database and of whatever lies beside it. */
    private String written() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                all.append(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
