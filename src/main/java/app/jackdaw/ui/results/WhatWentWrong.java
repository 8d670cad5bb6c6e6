package app.jackdaw.ui.results;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Quotes;
import app.jackdaw.ui.model.ItemRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;

/** Why a row failed or waits, what to do now, and what support asks for. FX thread. */
final class WhatWentWrong {

    private final Messages messages;
    private final Formats formats;

    WhatWentWrong(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /** Does nothing for a row that is well. */
    void show(ItemRow row, Node beside) {
        row.reason()
                .ifPresent(problem ->
                        new FactsPopOver(messages)
                                .show(
                                        "wrong.title",
                                        List.of(messages.what(problem), remedy(row, problem)),
                                        facts(row, problem),
                                        beside));
    }

    String remedy(ItemRow row, Problem problem) {
        return row.state().transfer() instanceof TransferState.Waiting
                ? messages.remedyOfWait(problem)
                : messages.remedy(problem);
    }

    /** Never a link, never a secret. */
    Map<String, String> facts(ItemRow row, Problem problem) {
        Map<String, String> facts = new LinkedHashMap<>();
        RowDetails.put(facts, "details.name", row.displayName());
        RowDetails.put(facts, "details.token", row.item().token());
        RowDetails.put(facts, "wrong.cause", problem.cause().name());
        RowDetails.put(facts, "column.code", RowWords.code(row).orElse(null));
        RowDetails.put(facts, "wrong.logId", problem.logId());
        Instant at = problem.at();
        RowDetails.put(facts, "wrong.at", at == null ? null : formats.second(at));
        if (row.state().transfer() instanceof TransferState.Waiting waiting) {
            facts.put("wrong.goesOn", formats.second(waiting.until()));
        }
        facts.putAll(Quotes.of(problem));
        return facts;
    }
}
