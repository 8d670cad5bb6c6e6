package app.jackdaw.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conventions of three systems, tried on whichever one the tests run on. */
class AppFoldersTest {

    @TempDir Path home;

    @Test
    void windowsKeepsSettingsInTheRoamingProfileAndTheRestOnTheMachine() {
        Path roaming = home.resolve("Roaming");
        Path local = home.resolve("Local");
        Path profile = home.resolve("李敏");
        AppFolders folders =
                folders(
                        OperatingSystem.WINDOWS,
                        Map.of(
                                "APPDATA", roaming.toString(),
                                "LOCALAPPDATA", local.toString(),
                                "USERPROFILE", profile.toString()),
                        Map.of());
        assertThat(folders.settings()).isEqualTo(roaming.resolve("Jackdaw"));
        assertThat(folders.data()).isEqualTo(local.resolve("Jackdaw"));
        assertThat(folders.logs()).isEqualTo(local.resolve("Jackdaw").resolve("Logs"));
        assertThat(folders.downloads()).isEqualTo(profile.resolve("Downloads").resolve("Jackdaw"));
    }

    @Test
    void windowsWithoutItsVariablesFallsBackToTheProfile() {
        AppFolders folders = folders(OperatingSystem.WINDOWS, Map.of(), Map.of());
        assertThat(folders.settings()).isEqualTo(home.resolve("AppData/Roaming/Jackdaw"));
        assertThat(folders.data()).isEqualTo(home.resolve("AppData/Local/Jackdaw"));
        assertThat(folders.downloads()).isEqualTo(home.resolve("Downloads/Jackdaw"));
    }

    @Test
    void macosKeepsAllInTheLibrary() {
        AppFolders folders = folders(OperatingSystem.MACOS, Map.of(), Map.of());
        Path support = home.resolve("Library/Application Support/Jackdaw");
        assertThat(folders)
                .isEqualTo(
                        new AppFolders(
                                support,
                                support,
                                home.resolve("Library/Logs/Jackdaw"),
                                home.resolve("Downloads/Jackdaw")));
    }

    @Test
    void linuxFollowsTheBaseDirectories() {
        AppFolders folders =
                folders(
                        OperatingSystem.LINUX,
                        Map.of(
                                "XDG_CONFIG_HOME", home.resolve("c").toString(),
                                "XDG_DATA_HOME", home.resolve("d").toString(),
                                "XDG_STATE_HOME", home.resolve("s").toString()),
                        Map.of());
        assertThat(folders)
                .isEqualTo(
                        new AppFolders(
                                home.resolve("c/jackdaw"),
                                home.resolve("d/jackdaw"),
                                home.resolve("s/jackdaw/logs"),
                                home.resolve("Downloads/Jackdaw")));
    }

    @Test
    void linuxIgnoresRelativeAndEmptyVariables() {
        AppFolders folders =
                folders(
                        OperatingSystem.LINUX,
                        Map.of("XDG_CONFIG_HOME", "conf", "XDG_DATA_HOME", "", "OTHER", "x"),
                        Map.of());
        assertThat(folders.settings()).isEqualTo(home.resolve(".config/jackdaw"));
        assertThat(folders.data()).isEqualTo(home.resolve(".local/share/jackdaw"));
        assertThat(folders.logs()).isEqualTo(home.resolve(".local/state/jackdaw/logs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "XDG_DOWNLOAD_DIR=\"$HOME/下载\"                  | 下载/Jackdaw",
                "XDG_DOWNLOAD_DIR=\"$HOME/Meine Dateien/\"        | Meine Dateien/Jackdaw",
                "XDG_DOWNLOAD_DIR=\"$HOME/with \\\"quotes\\\"\"   | with \"quotes\"/Jackdaw",
                "XDG_DOWNLOAD_DIR=\"/mnt/big\"                    | /mnt/big/Jackdaw",
                // pointing at the home folder means: no such folder wanted
                "XDG_DOWNLOAD_DIR=\"$HOME/\"                      | Downloads/Jackdaw",
                "XDG_DOWNLOAD_DIR=\"relative\"                    | Downloads/Jackdaw",
                "#XDG_DOWNLOAD_DIR=\"$HOME/commented\"            | Downloads/Jackdaw",
                "XDG_MUSIC_DIR=\"$HOME/音乐\"                      | Downloads/Jackdaw",
                "XDG_DOWNLOAD_DIR=\"$HOMEWORK\"                   | Downloads/Jackdaw",
            })
    void linuxReadsTheNameOfTheDownloadsFolder(String line, String expected) throws IOException {
        Path config = Files.createDirectories(home.resolve(".config"));
        Files.writeString(
                config.resolve("user-dirs.dirs"),
                "# a comment\nXDG_DESKTOP_DIR=\"$HOME/桌面\"\n" + line);
        assertThat(folders(OperatingSystem.LINUX, Map.of(), Map.of()).downloads())
                .isEqualTo(home.resolve(expected));
    }

    @Test
    void theLastAssignmentHoldsAndStrayBytesDoNotMatter() throws IOException {
        Path config = Files.createDirectories(home.resolve(".config"));
        // Latin-1 keeps ä as one byte, which is not UTF-8
        byte[] text =
                "XDG_DOWNLOAD_DIR=\"$HOME/a\"\nXDG_MUSIC_DIR=\"ä\"\nXDG_DOWNLOAD_DIR=\"$HOME/b\"\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(config.resolve("user-dirs.dirs"), text);
        assertThat(folders(OperatingSystem.LINUX, Map.of(), Map.of()).downloads())
                .isEqualTo(home.resolve("b/Jackdaw"));
    }

    @Test
    void switchesWinOnEverySystem() {
        Path elsewhere = home.resolve("elsewhere");
        Path target = home.resolve("target");
        for (OperatingSystem system : OperatingSystem.values()) {
            AppFolders folders =
                    folders(
                            system,
                            Map.of(),
                            Map.of(
                                    "jackdaw.home", elsewhere.toString(),
                                    "jackdaw.downloads", target.toString()));
            assertThat(folders.settings()).startsWithRaw(elsewhere);
            assertThat(folders.data()).startsWithRaw(elsewhere);
            assertThat(folders.logs()).startsWithRaw(elsewhere);
            assertThat(folders.downloads()).isEqualTo(target);
        }
    }

    @Test
    void anEmptySwitchIsNone() {
        AppFolders folders = folders(OperatingSystem.LINUX, Map.of(), Map.of("jackdaw.home", " "));
        assertThat(folders.settings()).isEqualTo(home.resolve(".config/jackdaw"));
    }

    @Test
    void ownFoldersAreMadeForTheUserAloneAndTheDownloadsFolderIsNotMade() throws IOException {
        AppFolders folders = folders(OperatingSystem.LINUX, Map.of(), Map.of());
        folders.create();
        folders.create();
        assertThat(folders.settings()).isDirectory();
        assertThat(folders.logs()).isDirectory();
        assertThat(folders.downloads()).doesNotExist();
        Assumptions.assumeTrue(
                home.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.data())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({
        "Windows 11, WINDOWS",
        "Mac OS X, MACOS",
        "Darwin, MACOS",
        "Linux, LINUX",
        "FreeBSD, LINUX"
    })
    void systemsAreKnownByName(String name, OperatingSystem system) {
        assertThat(OperatingSystem.named(name)).isEqualTo(system);
    }

    private AppFolders folders(
            OperatingSystem system, Map<String, String> environment, Map<String, String> switches) {
        return AppFolders.of(new Machine(system, environment, switches, home));
    }
}
