package app.jackdaw.ui.results;

import app.jackdaw.model.Move;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.ListFilter;
import app.jackdaw.ui.model.Notice;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What buttons, menus and keys command: each acts on the selected rows, most on all shown ones when
 * none is selected, and returns at once. FX thread.
 */
public final class ResultCommands {

    private final AppModel model;
    private final RowSelection selection;
    private final ResultActions actions;
    private final LinkCopier copier;
    private final RowFiles files;
    private final Formats formats;

    ResultCommands(
            AppModel model,
            RowSelection selection,
            ResultActions actions,
            LinkCopier copier,
            RowFiles files,
            Formats formats) {
        this.model = model;
        this.selection = selection;
        this.actions = actions;
        this.copier = copier;
        this.files = files;
        this.formats = formats;
    }

    /**
     * The rows that are chosen now, when all are there. Who has chosen all of several means those
     * that are still being read, too.
     */
    private void onChosen(Consumer<List<ItemRow>> command) {
        List<ItemRow> chosen = selection.chosen();
        boolean all =
                !model.wholeList().isWhole()
                        && chosen.size() > 1
                        && chosen.size() == selection.shown().size();
        if (all) {
            onShown(command);
        } else {
            onWhole(() -> command.accept(chosen));
        }
    }

    /** The same; all that are shown where none is chosen. */
    private void onTargets(Consumer<List<ItemRow>> command) {
        if (selection.chosen().isEmpty()) {
            onShown(command);
        } else {
            onChosen(command);
        }
    }

    /**
     * All rows that are shown now, with those that are still being read and would be. Who looks for
     * others until then has meant what was there.
     */
    private void onShown(Consumer<List<ItemRow>> command) {
        if (model.wholeList().isWhole()) {
            command.accept(selection.shown());
            return;
        }
        List<ItemRow> shown = selection.shown();
        String search = model.filter().searchProperty().get();
        ListFilter.State state = model.filter().stateProperty().get();
        boolean everything = search.isBlank() && state == ListFilter.State.ALL;
        onWhole(() -> {
            boolean same =
                    search.equals(model.filter().searchProperty().get())
                            && state == model.filter().stateProperty().get();
            command.accept(
                    same ? selection.shown() : everything ? List.copyOf(model.rows()) : shown);
        });
    }

    /** Commands wait for the whole list in the order in which they were given. */
    void onWhole(Runnable command) {
        model.wholeList().orNow(command);
    }

    public void getLinks() {
        onTargets(actions::getLinks);
    }

    /** All shown rows, whatever is selected. */
    public void getAllLinks() {
        onShown(actions::getLinks);
    }

    /**
     * Gets other links than those that are there. A download that failed for its link goes on with
     * the new one, as by the button of the same name beside the problem.
     */
    void getNewLinks(List<ItemRow> rows) {
        Map<Boolean, List<ItemRow>> forTheirLink =
                rows.stream().collect(Collectors.partitioningBy(ItemRow::failedForItsLink));
        List<ItemRow> failed = forTheirLink.getOrDefault(true, List.of());
        List<ItemRow> others = forTheirLink.getOrDefault(false, List.of());
        if (!failed.isEmpty()) {
            actions.retry(failed);
        }
        // a pasted one has no other, which is said only where nothing else is done
        boolean onlyPasted =
                !failed.isEmpty() && others.stream().allMatch(row -> row.item().isPastedLink());
        if (!others.isEmpty() && !onlyPasted) {
            actions.getLinks(others);
        }
    }

    public void copyLinks() {
        copy(CopyFormat.LINKS);
    }

    public void copyForSpreadsheet() {
        copy(CopyFormat.SPREADSHEET);
    }

    public void copyAsMarkdown() {
        copy(CopyFormat.MARKDOWN);
    }

    public void copyAsHtml() {
        copy(CopyFormat.HTML);
    }

    private void copy(CopyFormat format) {
        onTargets(rows -> copy(rows, format));
    }

    void copy(List<ItemRow> rows, CopyFormat format) {
        copier.copy(rows, format, formats);
    }

    public void download() {
        onTargets(actions::download);
    }

    /** All shown rows, whatever is selected. */
    public void downloadAll() {
        onShown(actions::download);
    }

    public void pause() {
        onTargets(actions::pause);
    }

    public void resume() {
        onTargets(actions::resume);
    }

    /** Whatever is selected or shown. */
    public void pauseAll() {
        onWhole(() -> actions.pause(List.copyOf(model.rows())));
    }

    /** Whatever is selected or shown. */
    public void resumeAll() {
        onWhole(() -> actions.resume(List.copyOf(model.rows())));
    }

    /**
     * Ends whatever is going on for these rows: transfers, asking for links, waiting to copy. Where
     * none is selected, those that failed keep what they have, and their reason.
     */
    public void cancel() {
        if (!selection.chosen().isEmpty()) {
            onChosen(this::cancel);
            return;
        }
        onShown(shown -> {
            boolean copying = copier.cancel(shown);
            cancelled(shown, actions.cancelUnderWay(shown) || copying);
        });
    }

    void cancel(List<ItemRow> rows) {
        boolean copying = copier.cancel(rows);
        cancelled(rows, actions.cancel(rows) || copying);
    }

    private void cancelled(List<ItemRow> rows, boolean any) {
        if (!any) {
            say(NothingShown.in(model, rows, "status.nothingToCancel", "status.noneToCancel"));
        }
    }

    private void say(Notice notice) {
        model.noticeProperty().set(notice);
    }

    public void retry() {
        onTargets(actions::retry);
    }

    /** Shows the first selected row that has a file. */
    public void showInFolder() {
        List<ItemRow> chosen = selection.chosen();
        chosen.stream()
                .filter(row -> RowFiles.fileOf(row).isPresent())
                .findFirst()
                .ifPresentOrElse(
                        files::reveal,
                        () ->
                                say(
                                        chosen.isEmpty()
                                                ? nothingSelected()
                                                : Notice.of("status.nothingSaved")));
    }

    private Notice nothingSelected() {
        return NothingShown.in(model, selection.shown(), "status.nothingSelected");
    }

    /** Selected rows alone; nobody means the whole list by Delete. */
    public void removeSelected() {
        onChosen(chosen -> {
            if (chosen.isEmpty()) {
                say(nothingSelected());
            } else {
                remove(chosen);
            }
        });
    }

    void remove(List<ItemRow> rows) {
        copier.cancel(rows);
        actions.remove(rows);
    }

    /**
     * Moves selected rows within list and queue; they stay selected, to be moved again. Past whom
     * nobody sees in a table that is sorted or shows some rows only.
     */
    public void move(Move move) {
        onChosen(chosen -> {
            if (chosen.isEmpty()) {
                say(nothingSelected());
            } else {
                move(chosen, move);
            }
        });
    }

    void move(List<ItemRow> rows, Move move) {
        List<ItemRow> before = selection.shown();
        boolean orderIsShown = before.equals(model.rows());
        boolean past = move == Move.EARLIER || move == Move.LATER;
        if (past && !orderIsShown) {
            say(Notice.of("status.orderNotShown"));
            return;
        }
        selection.keepThrough(() -> actions.move(rows, move));
        if (!orderIsShown && selection.shown().equals(before)) {
            String said = move == Move.FIRST ? "status.movedFirst" : "status.movedLast";
            say(Notice.of(said, rows.size()));
        }
    }

    public void selectAll() {
        selection.selectAll();
        selectRest();
    }

    /**
     * All that are there have been selected: those that are still being read are meant, too, unless
     * something else is selected until then.
     */
    void selectRest() {
        if (model.wholeList().isWhole()) {
            return;
        }
        int selected = selection.chosen().size();
        onWhole(() -> {
            if (selection.chosen().size() == selected) {
                selection.selectAll();
            }
        });
    }
}
