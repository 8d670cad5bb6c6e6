package app.jackdaw;

import app.jackdaw.intake.Intake;
import app.jackdaw.model.Problem;
import app.jackdaw.net.Ticker;
import app.jackdaw.ui.credentials.CredentialsController;
import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Slices;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ExampleService;
import app.jackdaw.ui.model.FileOpener;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.IdentityService;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.TransferService;
import app.jackdaw.ui.problems.ProblemsController;
import app.jackdaw.ui.results.CommandBarController;
import app.jackdaw.ui.results.DestinationController;
import app.jackdaw.ui.results.LinkCopier;
import app.jackdaw.ui.results.ResultActions;
import app.jackdaw.ui.results.ResultsController;
import app.jackdaw.ui.results.RowFiles;
import app.jackdaw.ui.settings.SettingsController;
import app.jackdaw.ui.shell.MainWindow;
import app.jackdaw.ui.shell.ShellController;
import app.jackdaw.ui.start.StartController;
import app.jackdaw.ui.tokens.TokensController;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands the services to the panels that act on them; the window's half of the wiring. FX thread.
 */
final class Panels implements AutoCloseable {

    /**
     * Everything that the panels act through.
     *
     * @param notKept why something of the list would be lost if the application ended now
     */
    record Services(
            IdentityService identities,
            LinkService links,
            TransferService transfers,
            ExampleService example,
            FileOpener opener,
            Intake intake,
            About about,
            Supplier<Optional<Problem>> notKept,
            Ticker ticker) {}

    private final AppModel model;
    private final Services services;
    private final Background background = new Background();
    private final Slices slices = new Slices();
    private final IdentityGate gate;
    private final RowSync sync;
    private final ResultActions actions;
    private final LinkCopier copier;
    private final RowFiles files;

    Panels(AppModel model, Services services) {
        this.model = model;
        this.services = services;
        Ticker ticker = services.ticker();
        gate = new IdentityGate(model, services.identities(), ticker::now);
        sync =
                new RowSync(
                        model, services.links(), services.transfers(), ticker::now, ticker::nanos);
        actions =
                new ResultActions(
                        model, gate, services.links(), services.transfers(), sync, background);
        copier = new LinkCopier(model, gate, services.links(), background, ticker::now);
        files = new RowFiles(model, services.opener(), background);
    }

    MainWindow.Parts parts() {
        return new MainWindow.Parts(
                sync,
                actions,
                background,
                services.opener(),
                services.about(),
                services.notKept(),
                this::controllers);
    }

    @Override
    public void close() {
        background.close();
    }

    private Map<Class<?>, Supplier<?>> controllers(
            Messages messages, Formats formats, Lifetime lifetime) {
        return Map.of(
                ShellController.class,
                () -> new ShellController(model, gate, actions, sync, messages, formats, lifetime),
                CredentialsController.class,
                () ->
                        new CredentialsController(
                                model, services.identities(), background, messages, lifetime),
                TokensController.class,
                () -> tokens(messages),
                ResultsController.class,
                () ->
                        new ResultsController(
                                model,
                                actions,
                                copier,
                                files,
                                messages,
                                formats,
                                services.ticker()::now,
                                lifetime),
                CommandBarController.class,
                CommandBarController::new,
                DestinationController.class,
                () -> new DestinationController(model, files, messages),
                ProblemsController.class,
                () -> new ProblemsController(model, messages, formats, lifetime),
                SettingsController.class,
                () -> new SettingsController(model, messages),
                StartController.class,
                () ->
                        new StartController(
                                model, services.example(), background, messages, lifetime));
    }

    private TokensController tokens(Messages messages) {
        return new TokensController(
                model,
                services.intake(),
                services.links(),
                services.transfers(),
                sync,
                background,
                messages,
                services.ticker()::now,
                slices);
    }
}
