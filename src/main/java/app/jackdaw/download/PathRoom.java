package app.jackdaw.download;

import java.io.File;
import java.nio.file.Path;

/**
 * How long the whole path of a file may be. Immutable, any thread.
 *
 * @param units of UTF-16
 */
record PathRoom(int units) {

    /**
     * Most programs of Windows, its Explorer among them, open no file whose path is longer (<a
     * href="https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation">MAX_PATH</a>
     * with its end). Whether longer ones were switched on is not asked: a shorter name is right
     * there, too.
     */
    private static final int OF_WINDOWS = 259;

    static final PathRoom OF_SYSTEM =
            new PathRoom(File.separatorChar == '\\' ? OF_WINDOWS : Integer.MAX_VALUE);

    /** {@code .xxxxxxxx.part} and {@code (9999)} with its blank, as with {@link FileNames}. */
    private static final int BESIDE_NAME = 21;

    /** A shorter name would tell nothing; a folder as deep as that is the user's own choice. */
    private static final int SHORTEST = 24;

    /** The name, shortened where it would make the path too long. */
    String fit(Path folder, String name) {
        int room = units - folder.toAbsolutePath().toString().length() - 1 - BESIDE_NAME;
        return name.length() <= room || room < SHORTEST ? name : FileNames.within(name, room);
    }
}
