package app.jackdaw.journey;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the stand-in and what becomes of whoever asks for it. Immutable.
 *
 * @param disposition value of {@code Content-Disposition}, empty for none
 * @param status for behaviours that refuse with a status of their own, else 0
 */
record StandInFile(
        String token,
        byte[] bytes,
        String mediaType,
        String disposition,
        Behaviour behaviour,
        int status) {

    /** What the API or the link host does with this file. */
    enum Behaviour {
        OK,
        /** 403 with 1061004 for the whole call. */
        FORBIDDEN,
        /** 404 with 1061007 for the whole call. */
        GONE,
        /** 400 with 1061002 for the whole call. */
        MALFORMED,
        /** A good answer without this token. */
        MISSING,
        /** 400 without an {@code extra} that names the token. */
        NEEDS_EXTRA,
        /** A link that leads to a host of somebody else. */
        LINK_ELSEWHERE,
        LINK_RELATIVE,
        LINK_EMPTY,
        /** A login page with status 200 in place of the API's answer. */
        API_HTML,
        /** An answer that ends in the middle of its JSON. */
        API_CUT,
        /** The first link is refused with {@link #status}; the renewed one opens. */
        EXPIRED_ONCE,
        /** Two links are refused with {@link #status}: more than the engine asks for by itself. */
        EXPIRED_TWICE,
        /** The first link runs out soon after it was given; the next lives as documented. */
        RUN_OUT_ONCE,
        /** The API answers 500 three times, then well. */
        API_TROUBLE_THRICE,
        /** The link host answers 500 three times, then well. */
        HOST_TROUBLE_THRICE,
        /** The link host asks for an hour's patience until {@code release()}. */
        BUSY,
        /** The first body ends in the middle although its length was announced. */
        CUT_ONCE,
        /** The first answer is a JSON error with status 200 in place of the file. */
        ERROR_PAGE_ONCE,
        /** Sends the head and half of the bytes, then waits until {@code release()}. */
        HELD
    }

    /** A file that is served. */
    static StandInFile of(String token, byte[] bytes) {
        return of(token, bytes, Behaviour.OK);
    }

    static StandInFile of(String token, byte[] bytes, Behaviour behaviour) {
        String name = "attachment; filename=\"" + token.substring(0, 8) + ".bin\"";
        return new StandInFile(token, bytes, "application/octet-stream", name, behaviour, 0);
    }

    StandInFile named(String mediaTypeOfFile, String dispositionOfFile) {
        return new StandInFile(token, bytes, mediaTypeOfFile, dispositionOfFile, behaviour, status);
    }

    StandInFile refusing(int withStatus) {
        return new StandInFile(token, bytes, mediaType, disposition, behaviour, withStatus);
    }

    String sha256() {
        return sha256(bytes);
    }

    static String sha256(byte[] content) {
        return digest("SHA-256", content);
    }

    static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
