package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives files the date that they have on the server, if the user wants that. Any thread. */
final class DateRule {

    private static final Logger LOG = LoggerFactory.getLogger(DateRule.class);

    /** Memory cards know no earlier one, and servers that know none tell 1970. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private final Ticker ticker;
    private volatile Dates setting = Dates.OF_SAVING;

    DateRule(Ticker ticker) {
        this.ticker = ticker;
    }

    void set(Dates newSetting) {
        setting = newSetting;
    }

    /**
     * @param part whole, and without its final name yet
     * @param lastModified as the server told it; null where it did not, or where the file had
     *     changed within the last minute, which is as good as the time of saving
     */
    void date(Path part, @Nullable String lastModified) {
        if (setting == Dates.OF_THE_SERVER) {
            Optional.ofNullable(lastModified)
                    .flatMap(Validator::instant)
                    .filter(date -> !date.isBefore(EARLIEST) && !date.isAfter(ticker.now()))
                    .ifPresent(date -> set(part, date));
        }
    }

    private static void set(Path part, Instant date) {
        try {
            Files.setLastModifiedTime(part, FileTime.from(date));
        } catch (IOException notTaken) {
            // the file is whole all the same
            LOG.info("A file keeps its date: {}", notTaken.getClass().getSimpleName());
        }
    }
}
