package app.jackdaw.intake;

import java.util.List;

/**
 * What stays in the box once the items were taken out. Lines that gave no item stay as they are; of
 * the others the pieces that gave none stay, with one blank between them (their own separators
 * could make a row of them that they were not). A header stays only where nothing was taken.
 * Decoration and blank lines go. Short-lived, one thread.
 */
final class Remainder {

    private final String text;
    private final LineIndex lines;
    private final List<Piece> pieces;
    private final StringBuilder kept = new StringBuilder();

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
        if (!kept.isEmpty()) {
            kept.append('\n');
        }
        if (group.stream().noneMatch(piece -> piece.kind().isTaken())) {
            int start = lines.startOf(group.getFirst().line());
            int end = lines.endOf(lastLineOf(group.getLast()));
            while (end > start && Separators.isLineBreak(text.charAt(end - 1))) {
                end--;
            }
            kept.append(text, start, end);
            return;
        }
        int before = -1;
        for (Piece piece : group) {
            if (piece.kind().stays()) {
                if (before >= 0 && before != piece.start()) {
                    kept.append(' ');
                }
                kept.append(text, piece.start(), piece.end());
                before = piece.end();
            }
        }
    }
}
