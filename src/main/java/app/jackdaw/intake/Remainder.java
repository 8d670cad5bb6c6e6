package app.jackdaw.intake;

import java.util.List;

/**
 * What stays in the box once the items were taken out. Lines that gave no item stay as they are; of
 * the others the pieces that gave none stay, with one blank between them (their own separators
 * could make a row of them that they were not). A header stays only where nothing was taken.
 * Decoration and blank lines go. Short-lived, one thread.
 */
final class Remainder {

    /** What a piece of JSON begins with, and no word does. */
    private static final String JSON_MARKS = "{}\"'\\";

    private final String text;
    private final LineIndex lines;
    private final List<Piece> pieces;
    private final StringBuilder kept = new StringBuilder();
    private int lastKeptLine = -1;
    private boolean keptJson;

    Remainder(String text, LineIndex lines, List<Piece> pieces) {
        this.text = text;
        this.lines = lines;
        this.pieces = pieces;
    }

    String text() {
        boolean anyTaken = pieces.stream().anyMatch(piece -> piece.kind().isTaken());
        if (!anyTaken) {
            return text;
        }
        for (int i = 0; i < pieces.size(); ) {
            int after = endOfGroup(i);
            keep(pieces.subList(i, after));
            i = after;
        }
        return kept.toString();
    }

    /** Pieces that share lines, directly or through a piece over several lines, go together. */
    private int endOfGroup(int from) {
        int lastLine = lastLineOf(pieces.get(from));
        int i = from + 1;
        while (i < pieces.size() && pieces.get(i).line() <= lastLine) {
            lastLine = Math.max(lastLine, lastLineOf(pieces.get(i)));
            i++;
        }
        return i;
    }

    private int lastLineOf(Piece piece) {
        return lines.lineOf(piece.end() - 1);
    }

    private void keep(List<Piece> group) {
        if (group.stream().noneMatch(piece -> piece.kind().stays())) {
            return;
        }
        int firstLine = group.getFirst().line();
        int lastLine = lastLineOf(group.getLast());
        if (group.stream().noneMatch(piece -> piece.kind().isTaken())) {
            int start = lines.startOf(firstLine);
            int end = lines.endOf(lastLine);
            while (end > start && Separators.isLineBreak(text.charAt(end - 1))) {
                end--;
            }
            keep(text.substring(start, end), firstLine == lastKeptLine + 1);
            lastKeptLine = lastLine;
            return;
        }
        StringBuilder words = new StringBuilder();
        int before = -1;
        for (Piece piece : group) {
            String written = text.substring(piece.start(), piece.end());
            if (!piece.kind().stays()) {
                continue;
            }
            if (JSON_MARKS.indexOf(written.charAt(0)) >= 0) {
                keep(words.toString(), false);
                words.setLength(0);
                keep(written, false);
                continue;
            }
            words.append(words.isEmpty() || before == piece.start() ? "" : " ").append(written);
            before = piece.end();
        }
        keep(words.toString(), false);
    }

    /**
     * @param neighbour whether it stood right behind what was kept last
     */
    private void keep(String more, boolean neighbour) {
        if (more.isEmpty()) {
            return;
        }
        if (!kept.isEmpty()) {
            boolean mayJoin = !neighbour && (keptJson || holdsJsonMark(more));
            kept.append(mayJoin ? "\n\n" : "\n");
        }
        keptJson = holdsJsonMark(more);
        kept.append(more);
    }

    private static boolean holdsJsonMark(String more) {
        return more.chars().anyMatch(c -> JSON_MARKS.indexOf(c) >= 0);
    }
}
