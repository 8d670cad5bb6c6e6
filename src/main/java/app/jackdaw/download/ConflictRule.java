package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Decides about files that are there already; asks one question at a time. Any thread. */
final class ConflictRule {

    private final ConflictQuestion question;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Conflicts setting = Conflicts.KEEP_BOTH;
    private volatile @Nullable Choice forAll;

    ConflictRule(ConflictQuestion question) {
        this.question = question;
    }

    void set(Conflicts newSetting) {
        setting = newSetting;
        forAll = null;
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
