package app.jackdaw.intake;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises rows of columns: token, own name, folder (from a spreadsheet with tabs, from CSV with
 * commas or semicolons), in the order that a header above them says; also name, link, valid-until
 * as this application copies it. What is no such row is left to {@link LineReader}, as are columns
 * behind the third. One text, one thread.
 */
final class RowReader {

    private static final String CSV_DELIMITERS = ",;，；";
    private static final Pattern FILE_NAME =
            Pattern.compile(".*[^.\\s]\\.[A-Za-z][A-Za-z0-9]{0,4}");
    private static final Pattern ROW_NUMBER = Pattern.compile("[0-9]{1,6}");

    /** How a moment is written, estimated ones with a tilde. */
    private static final Pattern MOMENT =
            Pattern.compile("~?\\s?[0-9]{1,4}[-/.:年月][-0-9/.:, TZ+年月日时分秒]{2,40}(?:[AaPp][Mm])?");

    private final String text;
    private final LineReader words;
    private final LeadReader leads;
    private final ReadingBuilder found;
    private final Braces braces;
    private Header header = Header.USUAL;

    RowReader(
            String text, Braces braces, LeadReader leads, LineReader words, ReadingBuilder found) {
        this.text = text;
        this.words = words;
        this.found = found;
        this.leads = leads;
        this.braces = braces;
    }

    /**
     * Reads the row that begins at {@code start}.
     *
     * @param limit how far a quoted cell may run beyond the line
     * @return the offset where the row ends, -1 when it is none
     */
    int read(int start, int lineEnd, int limit) {
        char delimiter = delimiter(start, lineEnd);
        boolean tabs = delimiter == '\t';
        Cells.Split row = Cells.split(text, start, lineEnd, tabs ? limit : lineEnd, delimiter);
        if (row.end() > lineEnd && !mayReachOverLines(row.cells())) {
            row = Cells.split(text, start, lineEnd, lineEnd, delimiter); // no row, so no long cell
        }
        List<Cells.Cell> cells = row.cells();
        Header named = cells.size() > 12 ? null : headerOf(cells);
        if (named != null) {
            header = named;
            found.piece(cells.getFirst().start(), cells.getLast().end(), Piece.Kind.HEADER);
            return row.end();
        }
        if (cells.size() < 2) {
            return -1;
        }
        boolean taken = tabs ? tabbed(row) : separated(row);
        return taken ? row.end() : -1;
    }

    /** Only beside a token, and never over tokens that stand in lines of their own. */
    private boolean mayReachOverLines(List<Cells.Cell> cells) {
        return leads.read(cells.getFirst()) != null
                && cells.stream()
                        .map(Cells.Cell::value)
                        .filter(value ->
                                value.chars().anyMatch(c -> Separators.isLineBreak((char) c)))
                        .noneMatch(LeadReader::holdsSureToken);
    }

    private static @Nullable Header headerOf(List<Cells.Cell> cells) {
        return Header.of(cells.stream().map(Cells.Cell::value).toList());
    }

    private char delimiter(int start, int end) {
        char first = '\n'; // stands in no line: one cell
        boolean rawExtra = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                return c;
            }
            if (c == '{' && braces.endOfRawExtra(i) > 0) {
                i = braces.endOfRawExtra(i) - 1; // its commas separate nothing
                rawExtra = true;
            } else if (first == '\n' && CSV_DELIMITERS.indexOf(c) >= 0) {
                first = c;
            }
        }
        return rawExtra ? '\n' : first;
    }

    private boolean tabbed(Cells.Split row) {
        List<Cells.Cell> cells = row.cells();
        if (allSureTokens(cells)) {
            return false;
        }
        if (header.token() < cells.size()) {
            LeadReader.Lead lead = leads.read(cells.get(header.token()));
            if (lead != null) {
                return take(row, lead, header.token(), header.name(), header.folder());
            }
        }
        LeadReader.Lead first = leads.read(cells.getFirst());
        if (first != null) {
            return take(row, first, 0, 1, 2);
        }
        LeadReader.Lead second = leads.read(cells.get(1));
        if (second == null) {
            return false;
        }
        if (ROW_NUMBER.matcher(cells.getFirst().value()).matches() || cells.getFirst().isEmpty()) {
            return take(row, second, 1, 2, 3);
        }
        return second.isLink() && take(row, second, 1, 0, -1);
    }

    /**
     * Commas also stand in prose and between tokens: rows of CSV have to be clearer than tabbed.
     */
    private boolean separated(Cells.Split row) {
        List<Cells.Cell> cells = row.cells();
        int leadAt = header.token() < cells.size() ? header.token() : 0;
        LeadReader.Lead lead = leads.read(cells.get(leadAt));
        if (lead == null) {
            return false;
        }
        boolean usual = leadAt == 0;
        boolean fileName = FILE_NAME.matcher(cells.get(usual ? 1 : 0).value()).matches();
        boolean clear = fileName || (lead.isSure() && cells.size() <= 3);
        for (int i = 0; i < cells.size() && clear; i++) {
            clear = i == leadAt || !leads.holdsToken(cells.get(i));
        }
        return clear
                && (usual
                        ? take(row, lead, 0, 1, 2)
                        : take(row, lead, leadAt, header.name(), header.folder()));
    }

    /**
     * Takes the row as an item, if nothing in the cells beside speaks against it.
     *
     * @param nameAt column, -1 for none; likewise the folder's
     */
    private boolean take(
            Cells.Split row, LeadReader.Lead lead, int leadAt, int nameAt, int folderAt) {
        List<Cells.Cell> cells = row.cells();
        String link = null;
        int linkAt = -1;
        for (int i = 0; i < cells.size(); i++) {
            if (i == leadAt || !cells.get(i).value().contains("://")) {
                continue;
            }
            LeadReader.Lead beside = leads.read(cells.get(i));
            String url = beside == null ? null : beside.url();
            if (url == null || lead.isLink() || link != null) {
                return false; // an address is no name: read the line as words
            }
            link = url;
            linkAt = i;
        }
        if (linkAt >= 0 && linkAt == nameAt) { // token, link, name
            return take(row, lead, leadAt, link, new Columns(folderAt, -1));
        }
        return take(row, lead, leadAt, link, new Columns(nameAt, folderAt));
    }

    /** Where name and folder stand, -1 for nowhere. */
    private record Columns(int name, int folder) {}

    private boolean take(
            Cells.Split row,
            LeadReader.Lead lead,
            int leadAt,
            @Nullable String link,
            Columns columns) {
        List<Cells.Cell> cells = row.cells();
        ReadingBuilder.Row names =
                new ReadingBuilder.Row(
                        value(cells, columns.name()), value(cells, columns.folder()));
        Cells.Cell leadCell = cells.get(leadAt);
        lead.add(found, names, link, leadCell.start(), leadCell.end());
        for (int i = 0; i < cells.size(); i++) {
            if (i != leadAt && !cells.get(i).isEmpty()) {
                boolean used = i < leadAt || i == columns.name() || i == columns.folder();
                beside(cells.get(i), used, row.end());
            }
        }
        return true;
    }

    private static @Nullable String value(List<Cells.Cell> cells, int at) {
        if (at < 0 || at >= cells.size()) {
            return null;
        }
        String value = cells.get(at).value();
        return value.isEmpty() || value.contains("://") ? null : value;
    }

    private void beside(Cells.Cell cell, boolean isDetail, int rowEnd) {
        boolean known =
                isDetail || cell.value().contains("://") || MOMENT.matcher(cell.value()).matches();
        if (known) {
            found.piece(cell.start(), cell.end(), Piece.Kind.DETAIL);
        } else {
            words.read(cell.start(), Math.min(cell.end(), rowEnd));
        }
    }

    private boolean allSureTokens(List<Cells.Cell> cells) {
        int tokens = 0;
        for (Cells.Cell cell : cells) {
            int inside = cell.isEmpty() ? 0 : leads.sureTokensOnly(cell);
            if (inside < 0) {
                return false;
            }
            tokens += inside;
        }
        return tokens > 1;
    }
}
