package app.jackdaw.ui.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** What the window wants of the operating system. Blocks; called off the FX thread. */
public interface FileOpener {

    /** Opens a file or folder with the system's own program for it. */
    void open(Path path) throws IOException, InterruptedException;

    /** Shows a file in the file manager, selected where the system can do that. */
    void reveal(Path path) throws IOException, InterruptedException;

    /** Opens a web page. */
    void browse(URI page) throws IOException, InterruptedException;
}
