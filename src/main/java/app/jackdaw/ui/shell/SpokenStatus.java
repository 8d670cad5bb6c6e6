package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.Notice;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;

/**
 * What a screen reader is told of the sentence in the status bar. One that only counts on is told
 * once; after that each quarter of the work is, and that something failed. Who moves there finds
 * the sentence as it is seen. FX thread.
 */
final class SpokenStatus {

    private static final int QUARTERS = 4;

    /** A reader that is told may come for the words a little later. */
    private static final int BEATS_OF_A_MILESTONE = 2;

    private final Label label;
    private final Runnable reader;
    private final Messages messages;
    private final Formats formats;
    private String lastKey = "";
    private List<Object> lastFacts = List.of();
    private boolean underWay;
    private int quarter;
    private int failed;

    /** What is read to whoever moves there by himself, and after each milestone. */
    private String sentence = "";

    /** Beats for which a milestone stays in its place. */
    private int milestone;

    /**
     * @param reader has the text of the label read
     */
    SpokenStatus(Label label, Runnable reader, Messages messages, Formats formats) {
        this.label = label;
        this.reader = reader;
        this.messages = messages;
        this.formats = formats;
    }

    /** Another sentence is to be seen. */
    void show(Notice notice, String words) {
        sentence = words;
        List<Object> facts = notice.facts();
        if (!notice.isOfProgress() || !notice.key().equals(lastKey) || !facts.equals(lastFacts)) {
            milestone = 0;
            say(words);
        } else if (milestone == 0) {
            label.setAccessibleText(words);
        }
        lastKey = notice.key();
        lastFacts = facts;
    }

    /**
     * @param done 0 to 1; what is there when the work begins is no news
     * @param quiet whether something else is being read: what is news is told when it was
     */
    void progress(double done, int nowFailed, boolean quiet) {
        if (underWay && quiet) {
            return;
        }
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
            milestone = BEATS_OF_A_MILESTONE;
            say(String.join(" · ", news));
        }
    }

    void beat() {
        if (milestone > 0) {
            milestone--;
            if (milestone == 0) {
                label.setAccessibleText(sentence);
            }
        }
    }

    /** How the work ended is a sentence of its own. */
    void end() {
        underWay = false;
    }

    private void say(String words) {
        label.setAccessibleText(words);
        reader.run();
    }
}
