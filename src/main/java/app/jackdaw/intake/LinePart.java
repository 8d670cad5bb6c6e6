package app.jackdaw.intake;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a line before the line as a whole was judged. Immutable.
 *
 * @param name what Markdown or HTML calls an address
 */
record LinePart(
        int start,
        int end,
        Role role,
        Rejected.Reason reason,
        Misplaced.Kind misplacedAs,
        @Nullable Address meaning,
        @Nullable String name) {

    enum Role {
        TOKEN,
        MAYBE_TOKEN,
        /** {@code file_token:} in front of something. */
        LABEL,
        DETAIL,
        SECRET,
        UNKNOWN,
        ADDRESS
    }

    static LinePart token(int start, int end, TokenForm form) {
        return plain(start, end, form == TokenForm.SURE ? Role.TOKEN : Role.MAYBE_TOKEN);
    }

    static LinePart label(int start, int end) {
        return plain(start, end, Role.LABEL);
    }

    static LinePart detail(int start, int end) {
        return plain(start, end, Role.DETAIL);
    }

    static LinePart unknown(int start, int end, Rejected.Reason reason) {
        return new LinePart(
                start, end, Role.UNKNOWN, reason, Misplaced.Kind.ACCESS_TOKEN, null, null);
    }

    static LinePart secret(int start, int end, Misplaced.Kind kind) {
        return new LinePart(start, end, Role.SECRET, Rejected.Reason.NOT_A_TOKEN, kind, null, null);
    }

    static LinePart address(int start, int end, Address meaning, @Nullable String name) {
        return new LinePart(
                start,
                end,
                Role.ADDRESS,
                Rejected.Reason.UNKNOWN_ADDRESS,
                Misplaced.Kind.ACCESS_TOKEN,
                meaning,
                name);
    }

    private static LinePart plain(int start, int end, Role role) {
        return new LinePart(
                start,
                end,
                role,
                Rejected.Reason.NOT_A_TOKEN,
                Misplaced.Kind.ACCESS_TOKEN,
                null,
                null);
    }

    /** Whether its presence makes plausible words of the line doubtful; it stays in the box. */
    boolean isProse() {
        return switch (role) {
            case UNKNOWN, SECRET -> true;
            case ADDRESS -> meaning instanceof Address.Page || meaning instanceof Address.Useless;
            default -> false;
        };
    }

    boolean isItem(boolean amongProse) {
        return switch (role) {
            case TOKEN -> true;
            case MAYBE_TOKEN -> !amongProse;
            case ADDRESS -> !isProse();
            default -> false;
        };
    }
}
