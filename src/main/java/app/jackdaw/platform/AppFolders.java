package app.jackdaw.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where this system wants the application's files. A value; nothing is made before {@link #create}.
 * Immutable, any thread.
 *
 * @param settings what the user chose; follows the user to other machines where systems do that
 * @param data what this machine has to remember: ledger, instance lock
 * @param logs the log files
 * @param downloads where files go unless the user chose another folder; made by the first download
 */
public record AppFolders(Path settings, Path data, Path logs, Path downloads) {

    /** Settings, ledger and logs go under this folder instead of the user's. */
    public static final String HOME_SWITCH = "jackdaw.home";

    /** The default destination. */
    public static final String DOWNLOADS_SWITCH = "jackdaw.downloads";

    private static final String NAME = "Jackdaw";

    /** The folders of the machine that this JVM runs on, with its switches. */
    public static AppFolders ofThisMachine() {
        return of(Machine.current());
    }

    /** The folders by the conventions of the machine's system, after its switches. */
    public static AppFolders of(Machine machine) {
        AppFolders conventional =
                switch (machine.system()) {
                    case WINDOWS -> windows(machine);
                    case MACOS -> macos(machine);
                    case LINUX -> linux(machine);
                };
        Path downloads =
                machine.folderFromSwitch(DOWNLOADS_SWITCH).orElse(conventional.downloads());
        return machine.folderFromSwitch(HOME_SWITCH)
                .map(home -> new AppFolders(home, home, home.resolve("logs"), downloads))
                .orElse(
                        new AppFolders(
                                conventional.settings(),
                                conventional.data(),
                                conventional.logs(),
                                downloads));
    }

    /**
     * Makes the folders for settings, data and logs, for the user alone where the file system knows
     * rights; folders that exist are left as they are.
     *
     * @throws IOException when one cannot be made
     */
    public void create() throws IOException {
        for (Path folder : List.of(settings, data, logs)) {
            boolean rights = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (rights && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
    }

    /**
     * Settings roam, data and logs stay. The Downloads folder is the one in the profile: a user who
     * moved it elsewhere has that written in the registry, which needs native code to be read, so
     * such users choose the folder once in the window.
     */
    private static AppFolders windows(Machine machine) {
        Path profile = machine.folderFromEnvironment("USERPROFILE").orElse(machine.home());
        Path roaming =
                machine.folderFromEnvironment("APPDATA")
                        .orElse(profile.resolve("AppData").resolve("Roaming"));
        Path local =
                machine.folderFromEnvironment("LOCALAPPDATA")
                        .orElse(profile.resolve("AppData").resolve("Local"));
        return new AppFolders(
                roaming.resolve(NAME),
                local.resolve(NAME),
                local.resolve(NAME).resolve("Logs"),
                profile.resolve("Downloads").resolve(NAME));
    }

    /** File System Programming Guide; the folder Downloads is translated on screen only. */
    private static AppFolders macos(Machine machine) {
        Path library = machine.home().resolve("Library");
        Path support = library.resolve("Application Support").resolve(NAME);
        return new AppFolders(
                support,
                support,
                library.resolve("Logs").resolve(NAME),
                machine.home().resolve("Downloads").resolve(NAME));
    }

    /** XDG Base Directory Specification 0.8; logs belong to the state folder there. */
    private static AppFolders linux(Machine machine) {
        Path config =
                machine.folderFromEnvironment("XDG_CONFIG_HOME")
                        .orElse(machine.home().resolve(".config"));
        Path data =
                machine.folderFromEnvironment("XDG_DATA_HOME")
                        .orElse(machine.home().resolve(".local").resolve("share"));
        Path state =
                machine.folderFromEnvironment("XDG_STATE_HOME")
                        .orElse(machine.home().resolve(".local").resolve("state"));
        Path downloads =
                XdgUserDirectories.downloads(config.resolve("user-dirs.dirs"), machine.home())
                        .orElse(machine.home().resolve("Downloads"));
        return new AppFolders(
                config.resolve("jackdaw"),
                data.resolve("jackdaw"),
                state.resolve("jackdaw").resolve("logs"),
                downloads.resolve(NAME));
    }
}
