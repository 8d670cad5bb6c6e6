package app.jackdaw.ui.tokens;

import app.jackdaw.intake.PlatformAddress;
import app.jackdaw.intake.Reading;
import app.jackdaw.ui.kit.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Says in one line what a text holds; every piece of it is in one of the counts. Pure. */
final class SummaryWords {

    private static final int MOST_LINE_NUMBERS = 6;

    private final Messages messages;

    SummaryWords(Messages messages) {
        this.messages = messages;
    }

    String of(Reading reading, Instant now) {
        if (reading.isBlank()) {
            boolean nothing = reading.remainder().isBlank();
            return messages.get(nothing ? "summary.empty" : "summary.nothingFound");
        }
        List<String> parts = new ArrayList<>();
        count(parts, "summary.tokens", reading.tokens());
        count(parts, "summary.links", reading.links());
        count(parts, "summary.linksExpired", reading.expiredLinks(now).size());
        count(parts, "summary.duplicates", reading.duplicates());
        if (!reading.addresses().isEmpty()) {
            parts.add(
                    messages.get("summary.addresses", reading.addresses().size(), kinds(reading)));
        }
        count(parts, "summary.secrets", reading.misplaced().size());
        List<Integer> lines = reading.linesNotUnderstood();
        if (!lines.isEmpty()) {
            int more = Math.max(0, lines.size() - MOST_LINE_NUMBERS);
            parts.add(messages.get("summary.notUnderstood", lines.size(), numbers(lines), more));
        }
        return String.join(" · ", parts);
    }

    private void count(List<String> parts, String key, int count) {
        if (count > 0) {
            parts.add(messages.get(key, count));
        }
    }

    private String numbers(List<Integer> lines) {
        return list(lines.stream().limit(MOST_LINE_NUMBERS).map(String::valueOf));
    }

    private String kinds(Reading reading) {
        return list(reading.addressKinds().keySet().stream().map(this::kind));
    }

    private String list(Stream<String> words) {
        return words.reduce((before, next) -> messages.get("summary.list", before, next))
                .orElse("");
    }

    private String kind(PlatformAddress.Kind kind) {
        return messages.get("address." + kind.name().toLowerCase(Locale.ROOT));
    }
}
