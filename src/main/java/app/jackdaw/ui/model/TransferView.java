package app.jackdaw.ui.model;

import app.jackdaw.model.TransferState;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says of one transfer.
 *
 * @param fileName the final name once it is known, else null
 */
public record TransferView(TransferState state, @Nullable String fileName) {

    public static final TransferView NONE = new TransferView(new TransferState.Idle(), null);
}
