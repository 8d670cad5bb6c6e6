package app.jackdaw;

import app.jackdaw.download.Downloads;
import app.jackdaw.feishu.Feishu;
import app.jackdaw.intake.Intake;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.Problem;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Http;
import app.jackdaw.net.PrivateAddresses;
import app.jackdaw.net.Ticker;
import app.jackdaw.net.TimeOuts;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.SystemOpener;
import app.jackdaw.practice.PracticePlatform;
import app.jackdaw.practice.PracticeSettings;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Credentials;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.shell.ConflictDialog;
import app.jackdaw.ui.shell.MainWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: the only place that creates services and connects what one package needs to
 * what another offers. Opened and closed on the FX thread; closes in reverse order.
 */
final class Wiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** Switch for the language before the user has chosen one: {@code zh} or {@code en}. */
    private static final String LANGUAGE_SWITCH = "jackdaw.language";

    /**
     * Switch for how slow the example's slow files are: 1 as they are shown to people, 0 at full
     * speed, for checks that have no time to watch.
     */
    private static final String SLOWING_SWITCH = "jackdaw.example.slowing";

    /** What each of those that wait for a disk gets at the end, whatever the others take. */
    private static final Duration OWN_TIME = Duration.ofSeconds(1);

    /** It keeps the list, so it gets more. */
    private static final Duration TIME_OF_THE_LEDGER = Duration.ofSeconds(2);

    /** Nobody notices it who closes a window. */
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private final Closing closing;
    private final KeptState kept;
    private final AppModel model;
    private final Late<Downloads> engine;
    private final EarlierList list;
    private final MainWindow window;
    private final SelfTest.Subject subject;
    private final WindowPlace place;
    private final LateHttp http;

    /**
     * @param theme has its sheet already; stays open
     * @param kept is closed with the rest
     * @param door through which later starts call this one; closed before all else
     * @param lock on the data folder, held already; given back when all else is closed
     */
    static Wiring open(
            Stage stage, Theme theme, KeptState kept, AutoCloseable door, AutoCloseable lock) {
        return new Wiring(stage, theme, kept, door, lock);
    }

    private Wiring(
            Stage stage, Theme theme, KeptState kept, AutoCloseable door, AutoCloseable lock) {
        Ticker ticker = Ticker.system();
        closing = new Closing(ticker::nanos);
        closing.later(lock);
        closing.later(kept.settings()::close, OWN_TIME);
        AppFolders folders = AppFolders.ofThisMachine();
        this.kept = kept;
        model = new AppModel();
        Intake intake = new Intake(ticker::now);
        Memory memory =
                new Memory(kept.settings(), model, folders.downloads(), intake::withoutSecrets);
        closing.later(memory::close, OWN_TIME);
        AtomicReference<Supplier<Language>> presentLanguage =
                new AtomicReference<>(() -> Language.of(Locale.getDefault()));

        http = closing.later(new LateHttp(() -> Http.open(TimeOuts.standard(), version())));
        LinkBook book = new LinkBook(ticker);
        Feishu feishu = new Feishu(http, ticker, RandomGenerator.getDefault());
        FeishuIdentities identities = new FeishuIdentities(feishu, book, PracticePlatform.tokens());
        PracticeExample example =
                closing.later(
                        new PracticeExample(
                                PracticeSettings.of(ticker::now, ticker::nanos, ticker::sleep)
                                        .withSlowing(slowing()),
                                identities::serve));
        EngineLinks engineLinks = closing.later(new EngineLinks(book));
        ByteSource bytes =
                http.bytes(
                        address -> PrivateAddresses.allowedBy(identities.platform()).test(address));
        AskedConflicts conflicts =
                new AskedConflicts(new ConflictDialog(stage, () -> presentLanguage.get().get()));
        closing.later(kept::closeLedger, TIME_OF_THE_LEDGER);
        engine =
                Late.open(
                        "open-engine",
                        () -> {
                            SqliteLedger ledger = kept.ledgerInTime();
                            KeptState.refusedLinks(ledger.entries(), book::recall);
                            Downloads opened =
                                    new Downloads(
                                            new Downloads.Ports(
                                                    bytes,
                                                    engineLinks,
                                                    new KeptLedger(ledger),
                                                    conflicts,
                                                    ticker));
                            ledger.letGoOfEntries();
                            return opened;
                        });
        closing.later(
                patience -> engine.close(Downloads::close, patience, ticker::nanos), OWN_TIME);
        EngineTransfers transfers =
                new EngineTransfers(
                        engine,
                        book::startOver,
                        engineLinks::takeBack,
                        problem -> FxThread.later(() -> tell(model, problem)));
        transfers.writtenBy(kept::whenWritten);
        closing.later(transfers::close, OWN_TIME);
        book.whenSettled(id -> transfers.linkSettled(id, () -> book.settled(id)));
        book.whenGiven(transfers::platformGave);
        list = new EarlierList(model, kept, engine, transfers, book);
        About about = new About(version(), Wiring::notices);
        Panels.Services services =
                new Panels.Services(
                        identities,
                        new BookLinks(book, identities),
                        transfers,
                        example,
                        new SystemFiles(SystemOpener.ofThisMachine()),
                        intake,
                        about,
                        () -> notKept(transfers, A_MOMENT, kept),
                        ticker);

        Credentials credentials = model.credentials();
        credentials.onPlatformChosen(() -> identities.chosen(credentials.entry()));
        memory.restore();
        Consumer<DownloadOptions> use =
                options -> {
                    transfers.use(options);
                    feishu.callsPerSecond(options.linkCallsPerSecond());
                };
        use.accept(model.downloadOptionsProperty().get());
        model.downloadOptionsProperty().addListener((_, _, options) -> use.accept(options));
        model.startPaneShownProperty().set(!kept.hasRows() && !model.hasDraft());
        memory.keep();
        String languageSwitch = System.getProperty(LANGUAGE_SWITCH);
        Panels panels = closing.later(new Panels(model, services));
        window =
                closing.later(
                        new MainWindow(
                                stage,
                                model,
                                panels.parts(),
                                theme,
                                memory.language(languageSwitch, Locale.getDefault())));
        presentLanguage.set(window.languageProperty()::get);
        transfers.follow(window.languageProperty());
        model.languageChoiceProperty()
                .addListener((_, _, _) ->
                        window.languageProperty()
                                .set(memory.language(languageSwitch, Locale.getDefault())));
        place = new WindowPlace(stage, kept.settings());
        kept.whenNotWritten(problem -> FxThread.later(() -> tell(model, problem)));
        subject = new SelfTest.Subject(stage, model, window.languageProperty(), about, folders);
        closing.later(door);
    }

    /** For a window that is shown. */
    SelfTest.Subject subject() {
        return subject;
    }

    /** A long list is read while the window is put together and shown. */
    void show() {
        window.prepare();
        list.begin();
        place.restoreAndKeep();
        window.show(list);
        http.open();
    }

    @Override
    public void close() {
        kept.readOn(); // the engine may be waiting for it, and is waited for
        closing.close();
    }

    /**
     * Why something of the list would be lost if the window closed now.
     *
     * @param moment for what was commanded just before: it is to be kept, too
     */
    static Optional<Problem> notKept(EngineTransfers transfers, Duration moment, KeptState kept) {
        transfers.settle(moment);
        return kept.notKept(TIME_OF_THE_LEDGER);
    }

    private static double slowing() {
        try {
            return Math.max(0, Double.parseDouble(System.getProperty(SLOWING_SWITCH, "1")));
        } catch (NumberFormatException notANumber) {
            LOG.warn("{} is not a number", SLOWING_SWITCH, notANumber);
            return 1;
        }
    }

    private static void tell(AppModel model, Problem... problems) {
        model.noticeProperty().set(new Notice("status.problem", List.of((Object[]) problems)));
    }

    /** Collected by the build of an installer; empty elsewhere. */
    private static String notices() {
        try (InputStream in = Wiring.class.getResourceAsStream("THIRD-PARTY.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            LOG.warn("No notices", unreadable);
            return "";
        }
    }

    /** As the build wrote it. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Wiring.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            LOG.warn("No version", unreadable);
        }
        return properties.getProperty("version", "0");
    }
}
