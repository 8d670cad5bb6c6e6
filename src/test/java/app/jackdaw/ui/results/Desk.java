package app.jackdaw.ui.results;

import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.kit.Views.View;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.CredentialsEntry;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.FileOpener;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.IdentityService;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.TransferService;
import app.jackdaw.ui.model.TransferView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The results without a platform, an engine or a system: everybody writes down what was asked.
 * Registered as an extension, it starts the toolkit and closes itself.
 */
final class Desk implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    final List<String> heard = new CopyOnWriteArrayList<>();
    final AppModel model = new AppModel();
    final Messages messages;
    final Formats formats;
    final Map<String, LinkState> links = new ConcurrentHashMap<>();
    final Map<String, TransferView> transfers = new HashMap<>();

    /** Until it is open, nobody gets a link. */
    final CountDownLatch platform = new CountDownLatch(1);

    final CountDownLatch waiting = new CountDownLatch(1);

    /** Rows whose link comes at once. */
    final Set<String> answered = ConcurrentHashMap.newKeySet();

    /** What a fetch says that no row tells. */
    volatile Optional<Problem> untold = Optional.empty();

    /** Rows whose links somebody gives whoever the user is. */
    final Set<String> guests = ConcurrentHashMap.newKeySet();

    /** Those who were let through. */
    final List<Identity> used = new CopyOnWriteArrayList<>();

    /** Whether the fields of the credentials are empty. */
    volatile boolean nobody;

    /** Whether the engine has not carried out yet what was commanded. */
    volatile boolean busy;

    final Background background = new Background();
    final RowFiles files = new RowFiles(model, new Opener(), background);
    final RowSync sync = new RowSync(model, new Links(), new Transfers(), () -> NOW, () -> 0);
    private final IdentityGate gate = new IdentityGate(model, new Identities(), () -> NOW);
    final ResultActions actions =
            new ResultActions(model, gate, new Links(), new Transfers(), sync, background);
    final LinkCopier copier = new LinkCopier(model, gate, new Links(), background, () -> NOW);

    private final Lifetime lifetime = new Lifetime();

    Desk() {
        this(Language.ENGLISH);
    }

    Desk(Language language) {
        messages = new Messages(language);
        formats = new Formats(messages, ZoneOffset.UTC);
    }

    /** The whole panel, as it is loaded for the window. */
    View<ResultsController> load() {
        return new Views(
                        messages,
                        Map.of(
                                ResultsController.class,
                                () ->
                                        new ResultsController(
                                                model, actions, copier, files, messages, formats,
                                                () -> NOW, lifetime),
                                CommandBarController.class,
                                CommandBarController::new,
                                DestinationController.class,
                                () -> new DestinationController(model, files, messages)))
                .load(ResultsController.class);
    }

    /** What buttons, menus and keys command where these rows are selected. */
    ResultCommands commands(RowSelection selection) {
        return new ResultCommands(model, selection, actions, copier, files, formats);
    }

    static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    /** A row whose transfer stands as it is said. */
    ItemRow row(String token, TransferState state) {
        transfers.put(token, new TransferView(state, null));
        return row(token);
    }

    ItemRow row(String token) {
        model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
        sync.sync();
        return model.row(token).orElseThrow();
    }

    void link(String token, Instant end) {
        TemporaryLink link = new TemporaryLink("https://x/" + token, NOW, end, false, NOW);
        links.put(token, new LinkState.Ready(link));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        background.close();
    }

    private static String ids(Collection<MediaItem> items) {
        return items.stream().map(MediaItem::id).collect(Collectors.joining(","));
    }

    private final class Links implements LinkService {

        @Override
        public LinkState state(String itemId) {
            return links.getOrDefault(itemId, new LinkState.NotFetched());
        }

        @Override
        public Duration slowedDownFor() {
            return Duration.ZERO;
        }

        @Override
        public boolean awaitsUser(MediaItem item) {
            return !item.isPastedLink() && !guests.contains(item.id());
        }

        @Override
        public boolean isAskedOfPresent(MediaItem item) {
            return awaitsUser(item);
        }

        @Override
        public void renounce(Collection<MediaItem> items) {
            if (!items.isEmpty()) {
                heard.add("renounce " + ids(items));
            }
        }

        @Override
        public void dropRefusals(Collection<MediaItem> items) {
            for (MediaItem item : items) {
                if (links.get(item.id()) instanceof LinkState.Refused(Problem why)
                        && why.cause() != Problem.Cause.PASTED_LINK_FORGOTTEN) {
                    links.remove(item.id());
                }
            }
        }

        @Override
        public Optional<Problem> fetch(Collection<MediaItem> items, Progress progress)
                throws InterruptedException {
            heard.add("fetch " + ids(items));
            int done = 0;
            for (MediaItem item : items) {
                if (answered.contains(item.id())) {
                    progress.answered(item, ++done, items.size());
                }
            }
            waiting.countDown();
            platform.await();
            return untold;
        }

        @Override
        public TemporaryLink link(MediaItem item) throws ProblemException, InterruptedException {
            heard.add("link " + item.id());
            waiting.countDown();
            try {
                platform.await();
            } catch (InterruptedException cancelled) {
                heard.add("gave up " + item.id());
                throw cancelled;
            }
            if (links.get(item.id()) instanceof LinkState.Ready(TemporaryLink link)) {
                return link;
            }
            throw new ProblemException(Problem.of(Problem.Cause.FILE_DELETED));
        }

        @Override
        public void give(MediaItem item, TemporaryLink link) {
            heard.add("give " + item.id());
        }

        @Override
        public void forget(Collection<MediaItem> items) {
            heard.add("forget link " + ids(items));
        }
    }

    private final class Transfers implements TransferService {

        @Override
        public TransferView view(String itemId) {
            return transfers.getOrDefault(itemId, TransferView.NONE);
        }

        @Override
        public void list(Collection<MediaItem> items, Runnable whenKept) {
            heard.add("list " + ids(items));
        }

        @Override
        public void start(Collection<MediaItem> items, Path destination) {
            heard.add("start " + ids(items));
        }

        @Override
        public void pause(Collection<MediaItem> items) {
            heard.add("pause " + ids(items));
        }

        @Override
        public void resume(Collection<MediaItem> items) {
            heard.add("resume " + ids(items));
        }

        @Override
        public void retry(Collection<MediaItem> items) {
            heard.add("retry " + ids(items));
        }

        @Override
        public void move(Collection<MediaItem> items, Move move) {
            heard.add("move " + ids(items));
        }

        @Override
        public void use(DownloadOptions options) {
            heard.add("use");
        }

        @Override
        public void cancel(Collection<MediaItem> items, Consumer<Collection<MediaItem>> whenEnded) {
            heard.add("cancel " + ids(items));
            whenEnded.accept(items.stream().filter(item -> !isAtAnEnd(item)).toList());
        }

        private boolean isAtAnEnd(MediaItem item) {
            TransferState state = view(item.id()).state();
            return state instanceof TransferState.Idle || state.isFinished();
        }

        @Override
        public void forget(Collection<MediaItem> items) {
            heard.add("forget " + ids(items));
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public long bytesReceived() {
            return 0;
        }
    }

    private final class Opener implements FileOpener {

        @Override
        public void open(Path path) {
            heard.add("open " + path.getFileName());
        }

        @Override
        public void reveal(Path path) {
            heard.add("reveal " + path.getFileName());
        }

        @Override
        public void browse(URI page) {
            heard.add("browse " + page);
        }
    }

    private final class Identities implements IdentityService {

        @Override
        public Identity read(CredentialsEntry entry) throws ProblemException {
            if (nobody) {
                throw new ProblemException(Problem.of(Problem.Cause.CREDENTIALS_MISSING));
            }
            return new Identity.App(Platform.FEISHU, "cli_a", new Secret("s"));
        }

        @Override
        public TokenKind kindOf(Identity.AccessToken identity) {
            return TokenKind.UNKNOWN;
        }

        @Override
        public void use(Identity identity) {
            used.add(identity);
        }

        @Override
        public void check(Identity identity) {}
    }
}
