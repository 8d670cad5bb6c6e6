package app.jackdaw.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one web address in a text means. Immutable, any thread. */
sealed interface Address {

    /** A temporary link, whatever its host. */
    record Link(String url) implements Address {
        @Override
        public String toString() {
            return "Link";
        }
    }

    /** The API's address of one or more media, not a link to the file itself. */
    record ApiMedia(List<String> tokens, @Nullable String extra) implements Address {}

    /** A page of the platform. */
    record Page(PlatformAddress.Kind kind, PlatformAddress.Brand brand, String token, String url)
            implements Address {}

    /** Nothing to fetch from. */
    record Useless(Rejected.Reason reason) implements Address {}
}
