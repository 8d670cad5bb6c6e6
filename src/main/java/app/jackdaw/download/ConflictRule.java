package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides about files that are there already; asks one question at a time. An answer "for all"
 * holds for a batch: until something is started while nothing is under way. What is started
 * meanwhile joins the batch, and what is tried again or goes on afterwards still belongs to it. Any
 * thread.
 */
final class ConflictRule {

    private final ConflictQuestion question;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Conflicts setting = Conflicts.KEEP_BOTH;
    private volatile @Nullable Choice forAll;

    ConflictRule(ConflictQuestion question) {
        this.question = question;
    }

    /** Told at every change of any setting: the same once more is no new word. */
    void set(Conflicts newSetting) {
        if (newSetting != setting) {
            setting = newSetting;
            forAll = null;
        }
    }

    /** A new batch: an earlier "for all" was about other files. */
    void forget() {
        forAll = null;
    }

    Conflicts setting() {
        return setting;
    }

    /**
     * @param asOf the setting that the caller goes by
     */
    Choice choose(Conflicts asOf, MediaItem item, Path existing) throws InterruptedException {
        return switch (asOf) {
            case KEEP_BOTH -> Choice.KEEP_BOTH;
            case OVERWRITE -> Choice.OVERWRITE;
            case ASK -> ask(item, existing);
        };
    }

    private Choice ask(MediaItem item, Path existing) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            Choice settled = forAll;
            if (settled != null) {
                return settled;
            }
            Answer answer = question.ask(item, existing);
            if (answer.reach() == Reach.ALL) {
                forAll = answer.choice();
            }
            return answer.choice();
        } finally {
            asking.unlock();
        }
    }
}
