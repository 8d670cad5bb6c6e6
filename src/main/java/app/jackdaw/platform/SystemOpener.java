package app.jackdaw.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Opens files and web pages with the user's own programs and shows files in the file manager. Never
 * through a shell. Blocks for up to the patience: called on virtual threads, ended by an interrupt.
 */
public final class SystemOpener {

    /**
     * An opener that runs longer than this has opened something; it may stay in front for hours.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OperatingSystem system;
    private final ProgramLauncher launcher;
    private final Duration patience;

    SystemOpener(OperatingSystem system, ProgramLauncher launcher, Duration patience) {
        this.system = system;
        this.launcher = launcher;
        this.patience = patience;
    }

    /** Opens with the programs of the machine that this JVM runs on. */
    public static SystemOpener ofThisMachine() {
        return new SystemOpener(OperatingSystem.current(), ProgramLauncher.processes(), PATIENCE);
    }

    /**
     * Opens a file or a folder with the program that the user chose for its kind.
     *
     * @throws OpenFailedException with MISSING, NO_PROGRAM or REFUSED
     */
    public void openFile(Path path) throws OpenFailedException, InterruptedException {
        Path file = existing(path);
        switch (system) {
            case WINDOWS -> explorer(List.of("explorer.exe", quoted(file)));
            case MACOS -> firstThatWorks(List.of(List.of("open", file.toString())));
            case LINUX -> firstThatWorks(linuxOpeners(fileAddress(file)));
        }
    }

    /**
     * Opens a web page in the user's browser.
     *
     * @throws OpenFailedException with NOT_A_PAGE unless it is {@code http} or {@code https} with a
     *     host, with NO_PROGRAM or REFUSED
     */
    public void openPage(URI page) throws OpenFailedException, InterruptedException {
        String scheme = page.getScheme() == null ? "" : page.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || page.getHost() == null) {
            throw new OpenFailedException(
                    OpenFailedException.Reason.NOT_A_PAGE, "not a web address", null);
        }
        String address = page.toASCIIString();
        switch (system) {
            // explorer.exe takes commas in addresses for its own; this handler leaves them alone
            case WINDOWS ->
                    firstThatWorks(
                            List.of(
                                    List.of(
                                            "rundll32.exe",
                                            "url.dll,FileProtocolHandler",
                                            address)));
            case MACOS -> firstThatWorks(List.of(List.of("open", address)));
            case LINUX -> firstThatWorks(linuxOpeners(address));
        }
    }

    /**
     * Opens the file's folder with the file marked in it; where no file manager can mark one, the
     * folder alone.
     *
     * @throws OpenFailedException with MISSING, NO_PROGRAM or REFUSED
     */
    public void reveal(Path path) throws OpenFailedException, InterruptedException {
        Path file = existing(path);
        switch (system) {
            case WINDOWS -> explorer(List.of("explorer.exe", "/select,", quoted(file)));
            case MACOS -> firstThatWorks(List.of(List.of("open", "-R", file.toString())));
            case LINUX -> firstThatWorks(linuxRevealers(file));
        }
    }

    /** The file manager's D-Bus interface (freedesktop.org), by either tool; then the folder. */
    private static List<List<String>> linuxRevealers(Path file) {
        String address = fileAddress(file);
        List<List<String>> ways = new ArrayList<>();
        ways.add(
                List.of(
                        "gdbus",
                        "call",
                        "--session",
                        "--dest=org.freedesktop.FileManager1",
                        "--object-path=/org/freedesktop/FileManager1",
                        "--method=org.freedesktop.FileManager1.ShowItems",
                        "['" + address + "']",
                        "''"));
        ways.add(
                List.of(
                        "dbus-send",
                        "--session",
                        "--print-reply",
                        "--dest=org.freedesktop.FileManager1",
                        "/org/freedesktop/FileManager1",
                        "org.freedesktop.FileManager1.ShowItems",
                        "array:string:" + address,
                        "string:"));
        Path folder = file.getParent();
        ways.addAll(linuxOpeners(folder == null ? address : fileAddress(folder)));
        return ways;
    }

    private static List<List<String>> linuxOpeners(String address) {
        return List.of(List.of("xdg-open", address), List.of("gio", "open", address));
    }

    /**
     * ASCII only, so that no locale of the process can damage a Chinese name on its way; the two
     * characters that D-Bus tools read as their own syntax are encoded as well.
     */
    private static String fileAddress(Path file) {
        return file.toUri().toASCIIString().replace("'", "%27").replace(",", "%2C");
    }

    /**
     * Explorer splits its arguments at commas outside quotes, and Java quotes for blanks alone. A
     * name on Windows cannot hold a quote.
     */
    private static String quoted(Path file) {
        return '"' + file.toString() + '"';
    }

    private static Path existing(Path path) throws OpenFailedException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new OpenFailedException(
                    OpenFailedException.Reason.MISSING, "no such file: " + absolute, null);
        }
        return absolute;
    }

    /** Explorer's exit status is 1 whatever happened, so only a failure to start it counts. */
    private void explorer(List<String> command) throws OpenFailedException, InterruptedException {
        try {
            launcher.run(command, patience);
        } catch (IOException notStarted) {
            throw new OpenFailedException(
                    OpenFailedException.Reason.NO_PROGRAM,
                    command.getFirst() + " cannot be started",
                    notStarted);
        }
    }

    private void firstThatWorks(List<List<String>> ways)
            throws OpenFailedException, InterruptedException {
        OpenFailedException failure = null;
        for (List<String> command : ways) {
            String program = command.getFirst();
            try {
                OptionalInt status = launcher.run(command, patience);
                if (status.isEmpty() || status.getAsInt() == 0) {
                    return;
                }
                failure =
                        new OpenFailedException(
                                OpenFailedException.Reason.REFUSED,
                                program + " ended with status " + status.getAsInt(),
                                failure);
            } catch (IOException notStarted) {
                if (failure == null) {
                    failure =
                            new OpenFailedException(
                                    OpenFailedException.Reason.NO_PROGRAM,
                                    program + " cannot be started",
                                    notStarted);
                } else {
                    failure.addSuppressed(notStarted);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
