package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;

/**
 * What a screen reader is told of the sentence in the status bar. One that only counts on is told
 * once; after that each quarter of the work is, and that something failed. FX thread.
 */
final class SpokenStatus {

    private static final int QUARTERS = 4;

    /** Sentences that count on by themselves, and how many of their arguments do. */
    private static final Map<String, Integer> COUNTING =
            Map.of(
                    Notice.DOWNLOADING,
                    3,
                    StatusBar.WAITING,
                    3,
                    StatusBar.WAITING_FOR_NETWORK,
                    3,
                    StatusBar.SLOWED_DOWN,
                    1,
                    "status.gettingLinks",
                    2);

    private final Label label;
    private final Messages messages;
    private final Formats formats;
    private String lastKey = "";
    private List<Object> lastFacts = List.of();
    private boolean underWay;
    private int quarter;
    private int failed;

    SpokenStatus(Label label, Messages messages, Formats formats) {
        this.label = label;
        this.messages = messages;
        this.formats = formats;
    }

    /** Another sentence is read. */
    void show(Notice notice, String sentence) {
        List<Object> all = notice.arguments();
        int counting = Math.min(COUNTING.getOrDefault(notice.key(), 0), all.size());
        List<Object> facts = all.subList(counting, all.size());
        if (counting == 0 || !notice.key().equals(lastKey) || !facts.equals(lastFacts)) {
            say(sentence);
        }
        lastKey = notice.key();
        lastFacts = facts;
    }

    /**
     * @param done 0 to 1; what is there when the work begins is no news
     */
    void progress(double done, int nowFailed) {
        int reached = (int) (done * QUARTERS);
        List<String> news = new ArrayList<>();
        if (underWay && reached > quarter) {
            news.add(messages.get("status.milestone", formats.percent(reached, QUARTERS)));
        }
        if (underWay && nowFailed > failed) {
            news.add(messages.get("problems.title", nowFailed));
        }
        underWay = true;
        quarter = reached;
        failed = nowFailed;
        if (!news.isEmpty()) {
            say(String.join(" · ", news));
        }
    }

    /** How the work ended is a sentence of its own. */
    void end() {
        underWay = false;
    }

    private void say(String words) {
        label.setAccessibleText(words);
        label.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
