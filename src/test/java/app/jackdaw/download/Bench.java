package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.Http;
import app.jackdaw.net.TestHttp;
import app.jackdaw.net.VirtualTicker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine on real sockets and real files against a fault server; waits between tries pass in
 * virtual time.
 */
final class Bench implements AutoCloseable {

    /** Nobody is taken for silent because the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For tests of silence itself. */
    static final Duration SILENCE = Duration.ofMillis(400);

    final FaultServer server = new FaultServer();
    final VirtualTicker ticker = new VirtualTicker();
    final FakeLinks links = new FakeLinks();
    final Path folder;
    final Http http;
    final Reads reads;
    Ledger ledger = Ledger.forgetful();
    PartFile.Sync sync = PartFile.Sync.TO_DISK;
    Publisher.Steps naming = Publisher.Steps.OF_SYSTEM;
    DiskRoom.Space space = DiskRoom.Space.OF_VOLUMES;
    ConflictQuestion question = (_, _) -> new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);

    /** None, as virtual time passes while a real server answers. */
    @Nullable Duration patienceForAnswer;

    private @Nullable Downloads downloads;

    Bench(Path folder) {
        this(folder, PATIENCE);
    }

    Bench(Path folder, Duration silence) {
        this.folder = folder;
        this.http = TestHttp.open(silence);
        this.reads = new Reads(http.bytes(_ -> false));
    }

    /** Links by token: any function of the number of links given for it so far. */
    final class FakeLinks implements LinkSource {
        private final Map<String, Function<Integer, URI>> uris = new ConcurrentHashMap<>();
        private final Map<String, Integer> given = new ConcurrentHashMap<>();
        final List<@Nullable TemporaryLink> refused = new CopyOnWriteArrayList<>();

        /** Tokens whose links are there before they are asked for. */
        volatile Predicate<String> held = _ -> false;

        /** By token, links that somebody else has fetched. */
        final Map<String, TemporaryLink> fetched = new ConcurrentHashMap<>();

        /** Every call that told which links come next. */
        final List<List<String>> soon = new CopyOnWriteArrayList<>();

        /** At the documented pace. */
        volatile int linksASecond = 25;

        void put(String token, URI uri) {
            uris.put(token, _ -> uri);
        }

        void put(String token, Function<Integer, URI> byNumber) {
            uris.put(token, byNumber);
        }

        int given(String token) {
            return given.getOrDefault(token, 0);
        }

        @Override
        public boolean holds(MediaItem item) {
            return item.isPastedLink() || held.test(item.token());
        }

        @Override
        public @Nullable TemporaryLink held(MediaItem item) {
            return fetched.get(item.token());
        }

        @Override
        public int linksASecond() {
            return linksASecond;
        }

        /** The tokens that were asked for. */
        Stream<String> asked() {
            return given.keySet().stream();
        }

        @Override
        public void soon(List<MediaItem> items) {
            soon.add(items.stream().map(MediaItem::token).toList());
        }

        @Override
        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old) {
            if (old != null) {
                refused.add(old);
            }
            int number = given.merge(item.token(), 1, Integer::sum);
            Function<Integer, URI> uri =
                    Objects.requireNonNull(uris.get(item.token()), item.token());
            return TemporaryLink.given(uri.apply(number).toString(), ticker.now());
        }
    }

    Downloads downloads() {
        if (downloads == null) {
            Downloads.Ports ports = new Downloads.Ports(reads, links, ledger, question, ticker);
            downloads = engine(ports, new SplittableRandom(1));
        }
        return downloads;
    }

    /** Another engine, on answers from memory: time passes only when nobody has anything to do. */
    Downloads fromMemory(ByteSource bytes, LinkSource from, Ledger into) {
        Downloads.Ports ports = new Downloads.Ports(bytes, from, into, question, ticker);
        return engine(ports, new Random(1));
    }

    private Downloads engine(Downloads.Ports ports, RandomGenerator random) {
        Duration disk = Machine.Patience.FOR_DISK;
        Machine machine =
                Machine.of(ticker, random)
                        .with(sync)
                        .with(naming)
                        .with(space)
                        .with(new Machine.Patience(disk, disk, patienceForAnswer));
        return new Downloads(ports, machine);
    }

    /** As if the application had been closed and opened again. */
    Downloads reopen() {
        downloads().close();
        downloads = null;
        return downloads();
    }

    static MediaItem item(String token, @Nullable String name, @Nullable Long size) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1))
                .withNames(name, null)
                .withFacts(size, null);
    }

    /** A path that behaves as scripted, and an item whose links lead there. */
    MediaItem scripted(String token, FaultServer.Script script) {
        links.put(token, server.on("/" + token, script));
        return item(token, token + ".bin", null);
    }

    /** Passes in virtual time as soon as a slice of the body was read; for one answer's script. */
    FaultServer.Pause afterEach(int slice, Duration duration) {
        return reads.afterEach(slice, duration, ticker::advance);
    }

    /** The first answer ends after so many bytes; the last script answers all that come later. */
    MediaItem cutAt(int bytes, Resource first, FaultServer.Script... others) {
        AtomicInteger requests = new AtomicInteger();
        return scripted(
                "t",
                (request, wire) -> {
                    int number = requests.getAndIncrement();
                    if (number == 0) {
                        first.answer(request, wire, bytes);
                    } else {
                        others[Math.min(number, others.length) - 1].answer(request, wire);
                    }
                });
    }

    Transfer start(MediaItem item) {
        try {
            return downloads().start(List.of(item), folder).getFirst();
        } catch (ProblemException failed) {
            throw new AssertionError(failed.problem().toString(), failed);
        }
    }

    Transfer run(MediaItem item) {
        return ended(start(item));
    }

    static Transfer ended(Transfer transfer) {
        return until(
                transfer, state -> state.isFinished() || state instanceof TransferState.Failed);
    }

    static Transfer until(Transfer transfer, Predicate<TransferState> wanted) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(90))
                .until(transfer::state, wanted);
        return transfer;
    }

    Path assertSaved(Transfer transfer, byte[] content) throws IOException {
        assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        TransferState.Saved saved = (TransferState.Saved) transfer.state();
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(content);
        assertThat(saved.bytes()).isEqualTo(content.length);
        assertNoPart();
        return saved.path();
    }

    Problem assertFailed(Transfer transfer, Problem.Cause cause) {
        assertThat(transfer.state()).isInstanceOf(TransferState.Failed.class);
        Problem problem = ((TransferState.Failed) transfer.state()).problem();
        assertThat(problem.cause()).isEqualTo(cause);
        return problem;
    }

    void assertNoPart() throws IOException {
        assertThat(files()).noneMatch(name -> name.endsWith(".part"));
    }

    /** What is deleted or renamed while they are listed is there or not. */
    List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()) {
                            names.add(folder.relativize(file).toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path gone, IOException reason) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        names.sort(Comparator.naturalOrder());
        return names;
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws ExecutionException {
        if (downloads != null) {
            downloads.close();
        }
        http.close();
        server.close();
    }
}
