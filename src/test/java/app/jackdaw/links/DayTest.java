package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Fault;
import app.jackdaw.download.KeptLedger;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.LinkSource;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Transfer;
import app.jackdaw.feishu.FakeApi;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.VirtualTicker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of thousands of files in virtual time, with everything between the list and the disk that
 * the application has, its database too: links that expire, a machine that sleeps, a network that
 * goes, a platform whose limit falls and rises.
 */
class DayTest {

    private static final int FILES = 10_000;

    private static final int AT_ONCE = 8;

    /** Calls a second; for a part of the day the platform takes fewer, and tells nobody. */
    private static final int DOCUMENTED = 5;

    private static final int LOW = 1;

    /** Refusals after which whoever met a lower limit knows it. */
    private static final int LEARNING = 10;

    /** A limit that rises again tells nobody either: now and then a refusal is the price. */
    private static final int CALLS_PER_QUESTION = 400;

    /** So that a day is full of work. */
    private static final Duration A_READ =
            Duration.ofHours(25).multipliedBy(AT_ONCE).dividedBy(FILES);

    /** Links that somebody fetched in the morning and that have expired when they are needed. */
    private static final int FETCHED_EARLY = FILES / 5;

    /** Calls until a pace that a limit of one a second taught has become the documented one. */
    private static final int RECOVERY = 4500;

    /**
     * Calls that show the pace, and how long they take: a round trip comes on top of each second.
     */
    private static final int SHOWN = 200;

    private static final Duration SHOWN_IN = Duration.ofSeconds(SHOWN / DOCUMENTED * 6 / 5);

    /** Tokens of one call. */
    private static final int FULL = 5;

    /** Often enough for each file under way to break off more often than it may fail. */
    private static final int NAPS = 40;

    /**
     * From the end of a connection that did not outlive a sleep to the next request for its file:
     * another file may have taken its place meanwhile, and nothing else is waited for.
     */
    private static final Duration SOON = A_READ.plusSeconds(5);

    private final VirtualTicker ticker = new VirtualTicker();
    private final Random random = new Random(Long.getLong("jackdaw.seed", 7));
    private final ReentrantLock lock = new ReentrantLock();

    private final LinkBook book = new LinkBook(ticker, ticker);
    private final List<MediaItem> items = new ArrayList<>(FILES);

    // the platform
    private final Deque<Long> window = new ArrayDeque<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger ours = new AtomicInteger();
    private final AtomicInteger callsWhileLow = new AtomicInteger();
    private volatile int limit = DOCUMENTED;

    // the link host

    /** To write the list takes real time, while which hours would pass: the day begins after it. */
    private final CountDownLatch busy = new CountDownLatch(AT_ONCE);

    private final AtomicInteger expired = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean cut;

    /** Connections do not live longer than the time between two sleeps of the machine. */
    private volatile int wakings;

    /** By path, when the first sleep of the machine turned out to have broken the connection. */
    private final Map<String, Duration> leftAsleep = new ConcurrentHashMap<>();

    private final Map<String, Duration> askedAgain = new ConcurrentHashMap<>();

    private volatile Duration shownIn = Duration.ZERO;

    /** A link says when it expires; its host believes the same clock as the application. */
    private String link(String token) {
        long now = ticker.now().getEpochSecond();
        String code =
                "0123456789abcdef0123456789abcdef_0123456789abcdef0123456789abcdef_ID:7_"
                        + now
                        + ":"
                        + (now + 3600)
                        + "_V3";
        String encoded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(code.getBytes(StandardCharsets.UTF_8));
        return "https://internal-api-drive-stream.feishu.cn/" + token + "?code=" + encoded;
    }

    private ApiAnswer answer(FakeApi.Call call) {
        lock.lock();
        try {
            long now = ticker.nanos();
            while (!window.isEmpty() && now - window.peekFirst() >= 1_000_000_000L) {
                window.removeFirst();
            }
            if (window.size() >= limit) {
                refusals.incrementAndGet();
                if (limit >= DOCUMENTED) {
                    ours.incrementAndGet();
                }
                return FakeApi.tooOften("2");
            }
            window.addLast(now);
            callsWhileLow.addAndGet(limit == LOW ? 1 : 0);
        } finally {
            lock.unlock();
        }
        StringBuilder entries = new StringBuilder();
        for (String token : call.tokens()) {
            entries.append(entries.isEmpty() ? "" : ",").append(FakeApi.entry(token, link(token)));
        }
        return FakeApi.entries(entries.toString());
    }

    private final class LinkHost implements ByteSource {
        @Override
        public ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException {
            if (cut) {
                throw new ProblemException(
                        Problem.of(Cause.NETWORK_UNREACHABLE, request.uri().getHost()));
            }
            TemporaryLink link = TemporaryLink.pasted(request.uri().toString(), Instant.EPOCH);
            assertThat(link.estimated()).isFalse();
            if (link.isExpired(ticker.now())) {
                expired.incrementAndGet();
                return new Body(request.uri(), 400, "", new byte[0], 0);
            }
            if (leftAsleep.containsKey(request.uri().getPath())) {
                askedAgain.putIfAbsent(request.uri().getPath(), ticker.elapsed());
            }
            byte[] content = content(request.uri());
            String etag = "\"" + request.uri().getPath() + "\"";
            return new Body(request.uri(), 200, etag, content, (int) request.from());
        }
    }

    private static byte[] content(URI uri) {
        return ("content of " + uri.getPath()).getBytes(StandardCharsets.UTF_8);
    }

    private final class Body implements ByteAnswer {
        private final URI uri;
        private final int status;
        private final String etag;
        private final byte[] content;
        private final int from;
        private final int openedAfter = wakings;
        private int at;

        Body(URI uri, int status, String etag, byte[] content, int from) {
            this.uri = uri;
            this.status = status == 200 && from > 0 ? 206 : status;
            this.etag = etag;
            this.content = content;
            this.from = from;
            this.at = from;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return switch (name) {
                case "ETag" -> Optional.of(etag);
                case "Content-Range" ->
                        Optional.of(
                                "bytes "
                                        + from
                                        + "-"
                                        + (content.length - 1)
                                        + "/"
                                        + content.length);
                default -> Optional.empty();
            };
        }

        @Override
        public Framing framing() {
            return Framing.LENGTH;
        }

        @Override
        public long length() {
            return content.length - from;
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public int read(byte[] buffer, int offset, int length)
                throws ProblemException, InterruptedException {
            if (at == content.length) {
                return -1;
            }
            busy.countDown();
            ticker.sleep(A_READ);
            if (cut || openedAfter != wakings) {
                broken.incrementAndGet();
                if (wakings == 1 && !cut) {
                    leftAsleep.put(uri.getPath(), ticker.elapsed());
                }
                throw new ProblemException(Problem.of(Cause.CONNECTION_CUT, "link host"));
            }
            int read = Math.min(length, content.length - at);
            System.arraycopy(content, at, buffer, offset, read);
            at += read;
            return read;
        }

        @Override
        public void close() {}
    }

    /** Asks ahead like the application does. */
    private final class Day implements LinkSource {
        private final LinkBook book;

        Day(LinkBook book) {
            this.book = book;
        }

        @Override
        public void soon(List<MediaItem> items) {
            items.forEach(item -> ticker.start(() -> ask(item)));
        }

        private void ask(MediaItem item) {
            try {
                book.link(item, null);
            } catch (ProblemException later) {
                assertThat(later.problem().cause()).isEqualTo(Cause.RATE_LIMITED);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
                throws ProblemException, InterruptedException {
            return book.link(item, refused);
        }
    }

    /** What the next start finds. */
    private void assertRemembered(Path file, List<Transfer> transfers) throws IOException {
        try (KeptLedger again = KeptLedger.open(file)) {
            assertThat(again.store().problem()).isEmpty();
            assertThat(again.entries())
                    .extracting(LedgerEntry::item)
                    .containsExactlyElementsOf(items);
            for (int i = 0; i < FILES; i++) {
                LedgerEntry entry = again.entries().get(i);
                Transfer transfer = transfers.get(i);
                assertThat(entry.state()).isEqualTo(transfer.state());
                assertThat(entry.sha256()).isNotNull().isEqualTo(transfer.facts().sha256());
                assertThat(entry.part()).as("nothing is left to be done").isNull();
            }
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("drive-stream", "secret-of-app");
    }

    private void assertNoSleepCostAnything(List<Transfer> transfers) {
        assertThat(leftAsleep).as("files under way when the machine slept").hasSize(AT_ONCE);
        leftAsleep.forEach((path, end) -> {
            assertThat(askedAgain.get(path)).as(path).isBetween(end, end.plus(SOON));
            Transfer transfer = transfers.get(Integer.parseInt(path.replace("/boxcn", "")));
            assertThat(transfer.facts().attempts()).as(path).isEqualTo(2);
        });
        assertThat(transfers)
                .as("files that broke off more often than a file may fail")
                .filteredOn(transfer -> transfer.facts().attempts() > 10)
                .hasSizeGreaterThanOrEqualTo(AT_ONCE);
    }

    private void fetch(int from, int to) throws InterruptedException {
        book.fetch(items.subList(from, to), (_, _, _, _) -> {});
    }

    /** Links of files that are on no list. */
    private void fetchOthers(int calls) throws InterruptedException {
        List<MediaItem> others = new ArrayList<>();
        for (int i = 0; i < calls * FULL; i++) {
            others.add(MediaItem.ofToken("other" + i, new ItemSource.PastedToken(i)));
        }
        book.fetch(others, (_, _, _, _) -> {});
        book.renounce(others.stream().map(MediaItem::id).collect(Collectors.toSet()));
    }

    private void events() {
        try {
            fetch(FILES - FETCHED_EARLY, FILES);
            ticker.sleep(Duration.ofHours(2));
            wakings++;
            ticker.moveWallClock(Duration.ofHours(3)); // the machine slept
            ticker.sleep(Duration.ofHours(2));
            for (int nap = 0; nap < NAPS; nap++) {
                ticker.sleep(A_READ.dividedBy(2));
                wakings++;
                ticker.moveWallClock(Duration.ofMinutes(10));
            }
            cut = true;
            ticker.sleep(Duration.ofMinutes(45));
            cut = false;
            ticker.sleep(Duration.ofHours(2));
            limit = LOW;
            fetch(FILES * 6 / 10, FILES * 7 / 10);
            ticker.sleep(Duration.ofHours(2));
            limit = DOCUMENTED;
            fetchOthers(RECOVERY);
            Duration begun = ticker.elapsed();
            fetchOthers(SHOWN);
            shownIn = ticker.elapsed().minus(begun);
            ticker.sleep(Duration.ofHours(3));
            ticker.moveWallClock(Duration.ofDays(2)); // somebody set the clock
            ticker.sleep(Duration.ofHours(2));
            ticker.moveWallClock(Duration.ofDays(-2));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Downloads.Ports ports(Ledger ledger) {
        return new Downloads.Ports(
                new LinkHost(),
                new Day(book),
                ledger,
                (_, _) -> {
                    throw new AssertionError("nothing to ask");
                },
                ticker);
    }

    @Test
    @Fault({33, 39, 73, 74})
    @Requirement({17, 20, 24, 25})
    void everythingIsSavedAndNobodyIsAskedTooOften(@TempDir Path folder, @TempDir Path data)
            throws Exception {
        FakeApi api = new FakeApi(ticker);
        api.latency = () -> Duration.ofMillis(20 + random.nextInt(20));
        api.links = this::answer;
        Feishu feishu = new Feishu(api, ticker, new Random(1));
        book.use(
                feishu.session(
                        new Identity.App(Platform.FEISHU, "cli_a", new Secret("secret-of-app"))));
        for (int i = 0; i < FILES; i++) {
            items.add(
                    MediaItem.ofToken("boxcn" + i, new ItemSource.PastedToken(i))
                            .withNames("file" + i + ".txt", null));
        }
        CountDownLatch ended = new CountDownLatch(1);
        Path file = data.resolve("jackdaw.db");
        List<Transfer> transfers;
        try (BusyLedger ledger = new BusyLedger(KeptLedger.open(file));
                Downloads downloads = new Downloads(ports(ledger), ticker, new Random(2))) {
            downloads.setAtOnce(AT_ONCE);
            transfers = downloads.start(items, folder);
            busy.await();
            Thread events = ticker.start(this::events);
            ticker.start(() -> {
                try {
                    while (!transfers.stream()
                            .allMatch(t ->
                                    t.state().isFinished()
                                            || t.state() instanceof TransferState.Failed)) {
                        ticker.sleep(Duration.ofMinutes(10));
                    }
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
                ended.countDown();
            });
            ended.await();
            events.join();
        }
        assertThat(transfers)
                .allSatisfy(t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
        for (int i = 0; i < FILES; i++) {
            assertThat(Files.readString(folder.resolve("file" + i + ".txt")))
                    .isEqualTo("content of /boxcn" + i);
        }
        assertRemembered(file, transfers);
        assertThat(ticker.elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(24));
        assertThat(refusals).as("the low limit was felt").hasPositiveValue();
        assertThat(api.calls.size() - RECOVERY - SHOWN)
                .as("stale links were asked for again")
                .isGreaterThan(FILES / 5 + FETCHED_EARLY / 5)
                .as("most calls were full")
                .isLessThan(FILES / 5 * 2);
        assertThat(ours).as("refusals at the documented limit").hasValue(0);
        assertThat(refusals.get())
                .as("refusals at a lower limit, with %s calls", callsWhileLow)
                .isLessThanOrEqualTo(LEARNING + callsWhileLow.get() / CALLS_PER_QUESTION);
        assertThat(shownIn)
                .as("time of %s calls after the limit has risen again", SHOWN)
                .isPositive()
                .isLessThan(SHOWN_IN);
        assertNoSleepCostAnything(transfers);
        assertThat(expired).as("expired links used").hasValue(0);
        assertThat(broken).as("connections that broke").hasValueGreaterThan(AT_ONCE);
        System.out.printf(
                "a day of %.1f hours: %d files, %d calls; %d refusals in %d calls while the limit"
                        + " was low; %d connections broke; then"
                        + " %d calls in %d s%n",
                ticker.elapsed().toMinutes() / 60.0,
                FILES,
                api.calls.size(),
                refusals.get(),
                callsWhileLow.get(),
                broken.get(),
                SHOWN,
                shownIn.toSeconds());
    }
}
