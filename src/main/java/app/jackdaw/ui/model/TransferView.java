package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says of one transfer. Immutable.
 *
 * @param fileName the final name once it is known, else null
 * @param nameAdjusted whether some file system would not have taken the wanted name
 * @param attempts how often the file was asked for since the start of the application
 * @param sha256 of the finished file, hexadecimal; null before that
 * @param remarks all that is worth knowing about how it went
 * @param item as the engine has it, with the folder that the file goes to; null where nobody says
 */
public record TransferView(
        TransferState state,
        @Nullable String fileName,
        boolean nameAdjusted,
        int attempts,
        @Nullable String sha256,
        Set<Remark> remarks,
        @Nullable MediaItem item) {

    /** What is worth knowing about how a transfer went. */
    public enum Remark {
        /** The user is asked about it, and it waits for the answer. */
        ASKS_USER,
        /** It goes on when a file before it in the list has its name. */
        AWAITS_TURN,
        /** The file changed on the server meanwhile and was begun anew. */
        CHANGED_ON_SERVER,
        /** What was there could not be gone on with, or not all of it, for another reason. */
        FETCHED_AGAIN,
        /** Nobody told how long the file is, so its length could not be checked. */
        SIZE_NOT_VERIFIED
    }

    public boolean asksUser() {
        return state.isUnderWay() && remarks.contains(Remark.ASKS_USER);
    }

    public boolean awaitsTurn() {
        return state.isUnderWay() && remarks.contains(Remark.AWAITS_TURN);
    }

    public static final TransferView NONE = new TransferView(new TransferState.Idle(), null);

    /** A transfer of which nothing else is known. */
    public TransferView(TransferState state, @Nullable String fileName) {
        this(state, fileName, false, 0, null, Set.of());
    }

    /** A transfer of which nobody says where its file goes. */
    public TransferView(
            TransferState state,
            @Nullable String fileName,
            boolean nameAdjusted,
            int attempts,
            @Nullable String sha256,
            Set<Remark> remarks) {
        this(state, fileName, nameAdjusted, attempts, sha256, remarks, null);
    }
}
