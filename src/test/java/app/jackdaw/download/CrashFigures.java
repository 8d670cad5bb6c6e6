package app.jackdaw.download;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What {@link CrashTrial} counted; its text is what the program prints. */
final class CrashFigures {

    /** Where a kill met the process, told from what was left. */
    enum Met {
        STARTING("starting"),
        LISTING("opening the list"),
        RECEIVING("receiving"),
        WAITING("between requests"),
        NAMING("with a whole part that had no name"),
        LINKED("with a part that had its name as well"),
        UNRECORDED("with a file that was not recorded yet");

        private final String words;

        Met(String words) {
            this.words = words;
        }
    }

    /** What may be fetched again of a file that was under way when the process was killed. */
    static final long ALLOWED_PER_FILE = 8L << 20;

    final Map<Met, Integer> met = new EnumMap<>(Met.class);
    int kills;
    int batches;
    int files;
    int wrongFiles;
    int missingFiles;
    int surplusFiles;
    int lostEntries;

    /** Files of which more was fetched again, or that were fetched again although finished. */
    int wastedFiles;

    /** Files on their way, over all kills. */
    int active;

    long largestAgain;
    long wantedBytes;
    long sentBytes;
    long expiredLinks;
    long cutConnections;

    boolean isGood() {
        int mistakes = wrongFiles + missingFiles + surplusFiles + lostEntries + wastedFiles;
        return mistakes == 0 && sentBytes <= allowedBytes();
    }

    /** On the wire, whatever else happens to connections and links. */
    private long allowedBytes() {
        return wantedBytes + active * ALLOWED_PER_FILE;
    }

    @Override
    public String toString() {
        StringJoiner places = new StringJoiner(", ");
        met.forEach((where, times) -> places.add(times + " " + where.words));
        return String.format(
                Locale.ROOT,
                "%d kills in %d batches of %d files (%s);%n"
                        + "%d expired links refused, %d connections cut;%n"
                        + "%d wrong, %d missing, %d surplus files, %d lost entries,"
                        + " %d files fetched again beyond the bound;%n"
                        + "%.1f MB wanted, %.1f MB sent, %.1f MB allowed; %d files were on their way when killed:"
                        + " %.2f MB of each sent again, %.2f MB at most, %.2f MB allowed",
                kills,
                batches,
                files,
                places,
                expiredLinks,
                cutConnections,
                wrongFiles,
                missingFiles,
                surplusFiles,
                lostEntries,
                wastedFiles,
                wantedBytes / 1e6,
                sentBytes / 1e6,
                allowedBytes() / 1e6,
                active,
                (sentBytes - wantedBytes) / 1e6 / Math.max(1, active),
                largestAgain / 1e6,
                ALLOWED_PER_FILE / 1e6);
    }
}
