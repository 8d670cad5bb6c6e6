package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link that a transfer needs, where the user may have fetched one himself. */
class TakenLinkTest {

    private static final String ADDRESS = "https://links.example/new";
    private static final Problem SILENT = Problem.of(Cause.TIMED_OUT, "open.example");

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.links.put("t", URI.create(ADDRESS));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Services servicesWithASilentPlatform() {
        Services services =
                Solo.services(
                        bench,
                        _ -> {
                            throw new AssertionError("nobody asks for bytes");
                        },
                        Ledger.forgetful());
        Job other = new Job(Bench.item("other", null, null), 1);
        for (int i = 0; i < Hosts.FAILURES_BEFORE_REST; i++) {
            services.hosts().failed(Hosts.PLATFORM, Hosts.PLATFORM, other, SILENT);
        }
        return services;
    }

    /** Its link is too old to be used. */
    private Job waitedForADay() {
        Job job = new Job(Bench.item("t", null, null), 2);
        job.link = TemporaryLink.given("https://links.example/old", bench.ticker.now());
        bench.ticker.moveWallClock(Duration.ofDays(1));
        return job;
    }

    @Test
    @Requirement({21, 33})
    void aLinkThatTheUserFetchedIsNoSignOfLifeOfThePlatform() throws Exception {
        Services services = servicesWithASilentPlatform();
        Job job = waitedForADay();
        bench.links.held = "t"::equals;
        bench.links.fetched.put("t", TemporaryLink.given(ADDRESS, bench.ticker.now()));
        assertThat(new Links(services, job).address()).hasToString(ADDRESS);
        assertThat(services.hosts().rest(Hosts.PLATFORM)).isPresent();
    }

    @Test
    @Requirement({21, 33})
    void aLinkThatThePlatformGaveInsteadOfAnOldOneIs() throws Exception {
        Services services = servicesWithASilentPlatform();
        Job job = waitedForADay();
        assertThat(new Links(services, job).address()).hasToString(ADDRESS);
        assertThat(services.hosts().rest(Hosts.PLATFORM)).isEmpty();
    }

    /** Nobody else has one: what the book holds is the very link that is too old. */
    @Test
    @Requirement({21, 33})
    void theOldLinkInTheBookIsNoOther() throws Exception {
        Services services = servicesWithASilentPlatform();
        Job job = waitedForADay();
        TemporaryLink old = job.link;
        assertThat(old).isNotNull();
        bench.links.fetched.put("t", old);
        assertThat(new Links(services, job).address()).hasToString(ADDRESS);
        assertThat(services.hosts().rest(Hosts.PLATFORM)).isEmpty();
    }
}
