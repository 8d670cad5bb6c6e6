package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides about files that are there already; asks one question at a time. An answer "for all"
 * holds for the files that were started together, also when they are tried again or go on later;
 * those of another start are asked about anew, for they may be in another folder. Any thread.
 */
final class ConflictRule {

    private final ConflictQuestion question;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Conflicts setting = Conflicts.KEEP_BOTH;

    /** By the batch whose files it is for. */
    private final Map<Object, Choice> forAll = new ConcurrentHashMap<>();

    ConflictRule(ConflictQuestion question) {
        this.question = question;
    }

    /** Told at every change of any setting: the same once more is no new word. */
    void set(Conflicts newSetting) {
        if (newSetting != setting) {
            setting = newSetting;
            forAll.clear();
        }
    }

    Conflicts setting() {
        return setting;
    }

    /**
     * @param asOf the setting that the caller goes by
     * @param batch what was started together
     */
    Choice choose(Conflicts asOf, Object batch, MediaItem item, Path existing)
            throws InterruptedException {
        return switch (asOf) {
            case KEEP_BOTH -> Choice.KEEP_BOTH;
            case OVERWRITE -> Choice.OVERWRITE;
            case ASK -> ask(batch, item, existing);
        };
    }

    private Choice ask(Object batch, MediaItem item, Path existing) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            Choice settled = forAll.get(batch);
            if (settled != null) {
                return settled;
            }
            Answer answer = question.ask(item, existing);
            if (answer.reach() == Reach.ALL) {
                forAll.put(batch, answer.choice());
            }
            return answer.choice();
        } finally {
            asking.unlock();
        }
    }
}
