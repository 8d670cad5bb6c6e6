package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TransferView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The facts of a failed row, for the user and for whoever helps them. */
class WhatWentWrongTest {

    @ParameterizedTest
    @EnumSource
    void whatServersSaidIsAmongTheFacts(Language language) {
        Problem problem =
                Problem.of(Cause.FILE_DELETED)
                        .withHttpStatus(404)
                        .withSaid(
                                List.of(
                                        new ServerWord(ServerWord.Speaker.LINK, 403, "expired"),
                                        new ServerWord(
                                                ServerWord.Speaker.PLATFORM, 404, "deleted")));
        ItemRow row = new ItemRow(MediaItem.ofToken("token", new ItemSource.PastedToken(1)));
        row.show(
                new LinkState.NotFetched(),
                new TransferView(new TransferState.Failed(problem, 0), null),
                0);
        Messages messages = new Messages(language);
        Map<String, String> facts =
                new WhatWentWrong(messages, new Formats(messages, ZoneOffset.UTC))
                        .facts(row, problem);
        assertThat(facts)
                .containsEntry("said.link", "HTTP 403 – expired")
                .containsEntry("said.platform", "HTTP 404 – deleted");
        assertThat(messages.get("said.link")).isNotBlank();
    }

    @Test
    void whatWaitsTellsWhenItGoesOn() {
        Problem problem = Problem.of(Cause.SERVER_TROUBLE).withHttpStatus(503);
        ItemRow row = new ItemRow(MediaItem.ofToken("token", new ItemSource.PastedToken(1)));
        Instant until = Instant.parse("2026-11-23T08:00:05Z");
        row.show(
                new LinkState.NotFetched(),
                new TransferView(new TransferState.Waiting(until, problem), null),
                0);
        Messages messages = new Messages(Language.ENGLISH);
        Formats formats = new Formats(messages, ZoneOffset.UTC);
        assertThat(new WhatWentWrong(messages, formats).facts(row, problem))
                .containsEntry("wrong.cause", "SERVER_TROUBLE")
                .containsEntry("column.code", "503")
                .containsEntry("wrong.goesOn", "2026-11-23 08:00:05");
        assertThat(new WhatWentWrong(messages, formats).remedy(row, problem))
                .isEqualTo("It is tried again by itself, after growing pauses.");
    }
}
