package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever waits for a disk that does not answer gives its place away, and nobody else does. */
class StuckTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;

    private Job job(int number, String destination) {
        Job job = new Job(Bench.item("t" + number, "t" + number, null), number);
        job.destination = folder.resolve(destination);
        return job;
    }

    @Test
    @Requirement(36)
    void whoeverHasNotMovedBetweenTwoLooksIsStuck() {
        Stuck stuck = new Stuck();
        Job still = job(1, "dead");
        Job moving = job(2, "live");
        Job away = job(3, "live");
        List<Job> running = List.of(still, moving, away);
        Whereabouts wait = away.whereabouts.leave();
        stuck.look(running);
        assertThat(stuck.places()).isZero();
        moving.whereabouts.leave().close();
        stuck.look(running);
        assertThat(stuck.places()).isEqualTo(1);
        assertThat(stuck.isElsewhere(folder.resolve("dead"))).isFalse();
        assertThat(stuck.isElsewhere(folder.resolve("live"))).isTrue();
        wait.close();
        still.whereabouts.leave();
        assertThat(stuck.places()).as("it came back after all").isZero();
        stuck.look(running);
        stuck.look(running);
        assertThat(stuck.places()).isEqualTo(2);
        stuck.ended(moving);
        assertThat(stuck.places()).isEqualTo(1);
    }

    @Test
    @Requirement(36)
    void noMoreThanSoManyGiveTheirPlacesAway() {
        Stuck stuck = new Stuck();
        List<Job> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            running.add(job(i, "dead" + i));
        }
        stuck.look(running);
        stuck.look(running);
        assertThat(stuck.places()).isEqualTo(Stuck.MOST);
    }

    /** What a file may wait for for long without a fault of its disk. */
    enum Wait {
        LINK,
        ANSWER,
        BODY,
        USER
    }

    @ParameterizedTest
    @EnumSource
    @Requirement(36)
    void whoeverWaitsForSomethingElseKeepsItsPlace(Wait wait) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Files.write(folder.resolve("first.bin"), new byte[3]);
        try (Bench bench = new Bench(folder)) {
            class Here {
                void in(Wait place, URI uri) throws InterruptedException {
                    if (place == wait && uri.getPath().equals("/first")) {
                        waits.countDown();
                        end.await();
                    }
                }
            }
            Here here = new Here();
            ByteSource source =
                    request -> {
                        asked.incrementAndGet();
                        here.in(Wait.ANSWER, request.uri());
                        return new MemoryAnswer(
                                request.uri(),
                                200,
                                Map.of(),
                                CONTENT,
                                wanted -> {
                                    here.in(Wait.BODY, request.uri());
                                    return wanted;
                                });
                    };
            LinkSource links =
                    (item, refused) -> {
                        URI uri = URI.create("https://links.example/" + item.token());
                        bench.links.put(item.token(), uri);
                        here.in(Wait.LINK, uri);
                        return bench.links.link(item, refused);
                    };
            ConflictQuestion question =
                    (item, existing) -> {
                        here.in(Wait.USER, URI.create("https://links.example/" + item.token()));
                        return bench.question.ask(item, existing);
                    };
            Downloads.Ports ports =
                    new Downloads.Ports(source, links, Ledger.forgetful(), question, bench.ticker);
            try (Downloads downloads =
                    new Downloads(
                            ports,
                            Machine.of(bench.ticker, new Random(1))
                                    .with(
                                            new Machine.Patience(
                                                    Duration.ofMillis(1),
                                                    Machine.Patience.FOR_DISK,
                                                    Turns.PATIENCE_FOR_ANSWER)))) {
                downloads.setAtOnce(1);
                downloads.setConflicts(Conflicts.ASK);
                downloads.start(List.of(Bench.item("first", "first.bin", 1000L)), folder);
                waits.await();
                Path other = Files.createDirectory(folder.resolve("other"));
                MediaItem second = Bench.item("second", "second", null);
                Transfer behind = downloads.start(List.of(second), other).getFirst();
                // many looks; on a slow machine fewer, and then this proves less
                assertThat(end.await(100, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(behind.state()).isInstanceOf(TransferState.Queued.class);
                assertThat(asked).hasValue(wait == Wait.BODY || wait == Wait.ANSWER ? 1 : 0);
                end.countDown();
                Bench.until(behind, TransferState.Saved.class::isInstance);
            }
        }
    }
}
