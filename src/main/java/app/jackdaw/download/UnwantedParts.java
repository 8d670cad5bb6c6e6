package app.jackdaw.download;

import app.jackdaw.model.UnwantedPart;
import java.util.List;

/**
 * Port, part of {@link Ledger}: remembers which parts are still to be deleted, so that a crash, or
 * a drive that is away, leaves none for ever. Any thread; returns at once.
 */
public interface UnwantedParts {

    /** Those of earlier runs. Called once, before anything is added. */
    List<UnwantedPart> all();

    /** Comes no later than what is recorded or forgotten after it. */
    void add(UnwantedPart part);

    /** It is not there any more. */
    void remove(UnwantedPart part);

    /** Remembers nothing. */
    static UnwantedParts forgetful() {
        return new UnwantedParts() {
            @Override
            public List<UnwantedPart> all() {
                return List.of();
            }

            @Override
            public void add(UnwantedPart part) {}

            @Override
            public void remove(UnwantedPart part) {}
        };
    }
}
