package app.jackdaw.ui.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What was taken out of the editor to become rows, until the disk has them: whoever is killed
 * before that would else have neither. Any thread.
 */
public final class TakenTexts {

    /** What stands in the editor and in the field beside it. */
    public record Typed(String text, String extra) {}

    /** A text, with the {@code extra} that belongs to its rows. */
    public final class Taken {

        private final String text;
        private final String extra;

        /** Null while it stands in the editor. */
        private volatile @Nullable String remainder;

        private Taken(String text, String extra) {
            this.text = text;
            this.extra = extra;
        }

        public String text() {
            return text;
        }

        public String extra() {
            return extra;
        }

        /**
         * @param rest what stays of it, or comes back
         */
        public void leavesBut(String rest) {
            remainder = rest;
        }

        /** Its rows are on the disk, or it has none. */
        public void isKept() {
            texts.remove(this);
            onKept.run();
        }

        private Typed before(Typed now) {
            return new Typed(textBefore(now.text()), now.extra().isBlank() ? extra : now.extra());
        }

        private String textBefore(String now) {
            String rest = remainder;
            if (rest == null && now.contains(text)) {
                return now;
            }
            int at = rest == null || rest.isBlank() ? -1 : now.indexOf(rest);
            if (rest == null || at < 0) {
                return now.isEmpty() || text.endsWith("\n") ? text + now : text + "\n" + now;
            }
            return now.substring(0, at) + text + now.substring(at + rest.length());
        }
    }

    private final List<Taken> texts = new CopyOnWriteArrayList<>();
    private volatile Runnable onKept = () -> {};

    /** Takes note of a text that is about to leave the editor. */
    public Taken take(String text, String extra) {
        Taken taken = new Taken(text, extra);
        texts.add(taken);
        return taken;
    }

    /** What stands in the editor, and what stood there of which the disk has no rows yet. */
    public Typed before(Typed now) {
        Typed then = now;
        for (Taken last : List.copyOf(texts).reversed()) {
            then = last.before(then);
        }
        return then;
    }

    /**
     * @param listener told, on any thread, whenever the disk has the rows of one
     */
    public void whenKept(Runnable listener) {
        onKept = listener;
    }
}
