package app.jackdaw;

import app.jackdaw.platform.OpenFailedException;
import app.jackdaw.platform.SystemOpener;
import app.jackdaw.ui.model.FileOpener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Connects what the window wants of the system to its own programs. Blocks; any thread. */
record SystemFiles(SystemOpener opener) implements FileOpener {

    @Override
    public void open(Path path) throws IOException, InterruptedException {
        asked(() -> opener.openFile(path));
    }

    @Override
    public void reveal(Path path) throws IOException, InterruptedException {
        asked(() -> opener.reveal(path));
    }

    @Override
    public void browse(URI page) throws IOException, InterruptedException {
        asked(() -> opener.openPage(page));
    }

    private interface Request {
        void send() throws OpenFailedException, InterruptedException;
    }

    private static void asked(Request request) throws IOException, InterruptedException {
        try {
            request.send();
        } catch (OpenFailedException refused) {
            throw new IOException(refused);
        }
    }
}
