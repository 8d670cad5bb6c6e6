package app.jackdaw.download;

import app.jackdaw.model.UnwantedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether the drive is there on which unwanted parts were left: where it was pulled out, or its
 * folder is there without it, nothing can be said of what is on it. Asks the disk once, however
 * many there are. For one thread.
 */
final class Reach {

    private final Path root;
    private boolean looked;
    private boolean isThere;
    private @Nullable Mount mount;

    /**
     * @param root of all that will be asked for
     */
    Reach(Path root) {
        this.root = root;
    }

    boolean has(UnwantedPart what) {
        if (!looked) {
            look();
            looked = true;
        }
        Mount known = Mount.parse(what.volume());
        Mount now = mount;
        return isThere
                && (known == null
                        || now == null
                        || known.number() == now.number() // else it was mounted anew, in its place
                        || known.point().equals(now.point()));
    }

    private void look() {
        try {
            isThere = Files.isDirectory(root);
            mount = isThere ? Mount.of(root) : null;
        } catch (IOException untold) {
            isThere = false;
        }
    }
}
