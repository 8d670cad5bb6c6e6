package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The date that a saved file gets. */
class DateTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);
    private static final Instant DATE = Instant.parse("2019-04-05T06:07:08Z");

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static String http(Instant date) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
    }

    private MediaItem dated(String lastModified) {
        String more = "Last-Modified: " + lastModified + "\r\n";
        return bench.scripted("t", new Resource(CONTENT, "\"v\"", more));
    }

    private Instant dateOfSaved(MediaItem item) throws IOException {
        return Files.getLastModifiedTime(bench.assertSaved(bench.run(item), CONTENT)).toInstant();
    }

    @Test
    @Requirement(45)
    void isThatOfTheServerIfWanted() throws Exception {
        bench.downloads().setDates(Dates.OF_THE_SERVER);
        assertThat(dateOfSaved(dated(http(DATE)))).isEqualTo(DATE);
    }

    /** Who is asked for a rest need not tell the date again (RFC 9110, section 15.3.7). */
    @Test
    @Requirement(45)
    void isThatOfTheServerIfOnlyTheFirstAnswerTellsIt() throws Exception {
        String date = "Last-Modified: " + http(DATE) + "\r\n";
        bench.downloads().setDates(Dates.OF_THE_SERVER);
        MediaItem item =
                bench.cutAt(
                        500,
                        new Resource(CONTENT, "\"v\"", date),
                        (_, wire) ->
                                wire.answer(
                                        "206 Partial Content",
                                        "ETag: \"v\"\r\nContent-Range: bytes 500-999/1000\r\n",
                                        Arrays.copyOfRange(CONTENT, 500, 1000)));
        assertThat(dateOfSaved(item)).isEqualTo(DATE);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(500);
    }

    @Test
    @Requirement(45)
    void isThatOfSavingIfNothingElseIsWanted() throws Exception {
        Instant before = Instant.now().minusSeconds(10); // file systems round
        assertThat(dateOfSaved(dated(http(DATE)))).isAfter(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Mon, 31 Dec 1979 23:59:59 GMT",
                "2019-04-05",
                "Fri, 99 Apr 2019 06:07:08 GMT",
                "0"
            })
    @Requirement(45)
    void isThatOfSavingWhereTheServerTellsAnOddOne(String odd) throws Exception {
        Instant before = Instant.now().minusSeconds(10);
        bench.downloads().setDates(Dates.OF_THE_SERVER);
        assertThat(dateOfSaved(dated(odd))).isAfter(before);
    }

    @Test
    @Requirement(45)
    void isNeverInTheFuture() throws Exception {
        Instant now = bench.ticker.now();
        Instant ahead = now.plus(Duration.ofDays(400));
        bench.downloads().setDates(Dates.OF_THE_SERVER);
        assertThat(dateOfSaved(dated(http(ahead))).getEpochSecond())
                .isNotEqualTo(ahead.getEpochSecond());
    }

    /** Remembers the row of the whole part. */
    private class Watching extends MemoryLedger {
        final List<LedgerEntry> whole = new ArrayList<>();

        @Override
        public void record(LedgerEntry entry) {
            super.record(entry);
            if (entry.part() != null && entry.part().stage() == Stage.WHOLE) {
                whole.add(entry);
                meanwhile();
            }
        }

        void meanwhile() {}
    }

    @Test
    @Requirement(45)
    void isThereBeforeTheName() throws Exception {
        List<FileTime> whileTheNameIsTaken = new ArrayList<>();
        MediaItem item = dated(http(DATE));
        Path wanted = folder.resolve("t.bin");
        Watching ledger =
                new Watching() {
                    @Override
                    void meanwhile() {
                        try {
                            if (Files.exists(wanted)) {
                                Path part = PartFile.beside(wanted, item.shortDigest());
                                whileTheNameIsTaken.add(Files.getLastModifiedTime(part));
                            } else {
                                Files.writeString(wanted, "another program's");
                            }
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    }
                };
        bench.ledger = ledger;
        bench.downloads().setDates(Dates.OF_THE_SERVER);
        Bench.ended(bench.start(item));
        assertThat(ledger.whole).hasSize(2);
        assertThat(whileTheNameIsTaken).containsExactly(FileTime.from(DATE));
        assertThat(Files.getLastModifiedTime(folder.resolve("t (2).bin")).toInstant())
                .isEqualTo(DATE);
    }

    @Test
    @Requirement(45)
    void isRememberedWithAPartThatOnlyWaitsForItsName() throws Exception {
        Watching ledger = new Watching();
        bench.ledger = ledger;
        Instant before = Instant.now().minusSeconds(10);
        assertThat(dateOfSaved(dated(http(DATE)))).isAfter(before);
        bench.downloads().close();
        Path saved = folder.resolve("t.bin");
        LedgerEntry whole = ledger.whole.getFirst(); // and then the machine crashed
        Files.move(saved, PartFile.beside(saved, whole.item().shortDigest()));
        ledger.entries.put(whole.item().id(), whole);
        bench.reopen().setDates(Dates.OF_THE_SERVER);
        bench.assertSaved(bench.run(whole.item()), CONTENT);
        assertThat(Files.getLastModifiedTime(saved).toInstant()).isEqualTo(DATE);
        assertThat(bench.server.requests()).hasSize(1);
    }
}
