package app.jackdaw.download;

import app.jackdaw.download.ContentDisposition.Parameter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code filename*=UTF-8''…} (RFC 8187) and the continuations {@code filename*0}, {@code
 * filename*1*} … (RFC 2231) that servers grown out of mail programs send. Stateless, any thread.
 */
final class ExtendedValues {

    /** charset ' language ' value */
    private static final Pattern EXTENDED = Pattern.compile("([^'\"]+)'([^']*)'(.*)");

    private static final Pattern CONTINUATION =
            Pattern.compile("filename\\*(0|[1-9]\\d{0,3})(\\*?)");

    private ExtendedValues() {}

    /** The first {@code filename*} that is valid; an invalid one is as good as none. */
    static Optional<String> single(List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals("filename*"))
                .map(parameter -> decode(parameter.raw()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> decode(String raw) {
        Matcher parts = EXTENDED.matcher(raw);
        if (!parts.matches() || parts.group(3).isEmpty()) {
            return Optional.empty();
        }
        return Octets.charset(parts.group(1))
                .flatMap(charset ->
                        percentDecoded(parts.group(3)).flatMap(b -> Octets.text(b, charset)))
                .filter(ExtendedValues::isText);
    }

    /** ISO-8859-1 has no characters for half of its octets; whoever sends them means another. */
    private static boolean isText(String value) {
        return value.chars().noneMatch(c -> c >= 0x80 && c <= 0x9F);
    }

    /**
     * Pieces in the order of their numbers, up to the first gap. Reading stops at a number that was
     * there before: what follows was written by somebody else.
     */
    static Optional<String> continued(List<Parameter> parameters) {
        List<Piece> pieces = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            Matcher name = CONTINUATION.matcher(parameter.name());
            if (!name.matches()) {
                continue;
            }
            int number = Integer.parseInt(name.group(1));
            if (!seen.add(number)) {
                break;
            }
            boolean extended = !name.group(2).isEmpty();
            pieces.add(new Piece(number, extended, extended ? parameter.raw() : parameter.value()));
        }
        return join(pieces.stream().sorted().toList());
    }

    private record Piece(int number, boolean extended, String value) implements Comparable<Piece> {
        @Override
        public int compareTo(Piece other) {
            return Integer.compare(number, other.number);
        }
    }

    private static Optional<String> join(List<Piece> pieces) {
        if (pieces.isEmpty() || pieces.getFirst().number() != 0) {
            return Optional.empty();
        }
        Charset charset = StandardCharsets.UTF_8;
        String first = pieces.getFirst().value();
        if (pieces.getFirst().extended()) {
            Matcher parts = EXTENDED.matcher(first);
            Optional<Charset> named =
                    parts.matches() ? Octets.charset(parts.group(1)) : Optional.empty();
            if (named.isEmpty()) {
                return Optional.empty();
            }
            charset = named.get();
            first = parts.group(3);
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int at = 0; at < pieces.size() && pieces.get(at).number() == at; at++) {
            Piece piece = pieces.get(at);
            String value = piece.number() == 0 ? first : piece.value();
            Optional<byte[]> bytes =
                    piece.extended()
                            ? percentDecoded(value)
                            : Optional.of(Octets.of(value, charset));
            if (bytes.isEmpty()) {
                break;
            }
            octets.writeBytes(bytes.get());
        }
        return Octets.text(octets.toByteArray(), charset).filter(joined -> !joined.isEmpty());
    }

    /** Empty when a percent sign stands alone or a character is not allowed in the value. */
    private static Optional<byte[]> percentDecoded(String value) {
        boolean allowed = value.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"');
        return allowed ? Octets.unescaped(value, '%') : Optional.empty();
    }
}
