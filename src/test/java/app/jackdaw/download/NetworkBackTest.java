package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However bumpy a network comes back: the time without one is not held against a host, and no file
 * fails before its host was asked once more.
 */
class NetworkBackTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final int FILES = 40;

    @TempDir Path folder;
    private Bench bench;

    /** Whether the host answers at first. */
    private boolean known = true;

    private Duration back = Duration.ZERO;

    /** From then on so many are not let through, as by a hotel that wants a login. */
    private Duration bump = Duration.ZERO;

    private final AtomicInteger bumps = new AtomicInteger();
    private Cause bumped = Cause.CONNECTION_REFUSED;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.links.held = _ -> true;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private ByteSource bytes() {
        return request -> {
            Optional<Cause> trouble = trouble(bench.ticker.elapsed());
            if (trouble.isPresent()) {
                throw new ProblemException(Problem.of(trouble.get(), "host.example"));
            }
            bench.ticker.sleep(Duration.ofMillis(20));
            return MemoryAnswer.of(request.uri(), CONTENT);
        };
    }

    private Optional<Cause> trouble(Duration now) {
        if ((known && now.isZero()) || now.compareTo(back) >= 0) {
            return Optional.empty();
        }
        boolean isBumped = now.compareTo(bump) >= 0 && bumps.getAndDecrement() > 0;
        return Optional.of(isBumped ? bumped : Cause.HOST_NOT_FOUND);
    }

    /**
     * @param given when somebody else is given a link
     */
    private List<TransferState> ends(Duration given) throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String token = "t" + i;
            bench.links.put(token, URI.create("https://host.example/" + token));
            items.add(Bench.item(token, token + ".bin", null));
        }
        try (Downloads downloads = bench.fromMemory(bytes(), bench.links, Ledger.forgetful())) {
            List<Transfer> transfers = downloads.start(items, folder);
            bench.ticker.start(() -> {
                try {
                    bench.ticker.sleep(given.minus(bench.ticker.elapsed()));
                    downloads.platformGave();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            });
            return transfers.stream().map(Bench::ended).map(Transfer::state).toList();
        }
    }

    private static void assertSaved(List<TransferState> ends) {
        assertThat(ends).hasSize(FILES).allMatch(TransferState.Saved.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_CUT", "CONNECTION_REFUSED", "TIMED_OUT"})
    @Fault(57)
    @Requirement(33)
    void oneBumpOnTheWayIsNotTheEndOfWhatIsForgiven(Cause cause) throws Exception {
        bump = Duration.ofHours(2);
        bumps.set(1);
        bumped = cause;
        back = Duration.ofHours(3).plusMinutes(10);
        assertSaved(ends(Duration.ofHours(3).plusSeconds(10)));
    }

    /** From the first that is not let through it has an hour. */
    @ParameterizedTest
    @CsvSource({
        "true, CONNECTION_CUT",
        "true, CONNECTION_REFUSED",
        "true, TIMED_OUT",
        "false, CONNECTION_CUT",
        "false, CONNECTION_REFUSED",
        "false, TIMED_OUT"
    })
    @Fault(57)
    @Requirement(33)
    void manyBumpsAtOnceAreNotTheEndEither(boolean wasThere, Cause cause) throws Exception {
        known = wasThere;
        bump = Duration.ofMinutes(known ? 120 : 59);
        bumps.set(Hosts.FAILURES_BEFORE_REST + 3);
        bumped = cause;
        back = bump.plusMinutes(50);
        assertSaved(ends(bump.plusSeconds(40)));
    }

    /** Even one that was never heard of. */
    @Test
    @Fault(57)
    @Requirement(33)
    void noneFailsBecauseAnotherAnswers() throws Exception {
        known = false;
        // silent for an hour, and not asked again yet when another answers
        back = Duration.ofHours(1).plusMillis(200);
        assertSaved(ends(Duration.ofHours(1).plusMillis(500)));
    }

    /** But if it is not there either when it is asked once more, it is to blame. */
    @Test
    @Fault(57)
    @Requirement(33)
    void oneThatNeverWasIsNotWaitedForAnyLonger() throws Exception {
        known = false;
        back = Duration.ofHours(2);
        assertThat(ends(Duration.ofHours(1).plusMillis(500)))
                .allSatisfy(end ->
                        assertThat(end)
                                .isInstanceOfSatisfying(
                                        TransferState.Failed.class,
                                        failed ->
                                                assertThat(failed.problem().cause())
                                                        .isEqualTo(Cause.HOST_NOT_FOUND)));
    }
}
