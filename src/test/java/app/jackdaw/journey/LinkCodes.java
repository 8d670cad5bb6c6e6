package app.jackdaw.journey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Composes the {@code code} of temporary links in the shape that was measured on real ones. */
final class LinkCodes {

    static final String PATH = "/space/api/box/stream/download/authcode/";

    private static final String NUMBER = "7310598842167439361";

    private LinkCodes() {}

    /** 151 characters of base64url without padding over 113 of plain text. */
    static String code(String md5, String otherMd5, long issued, long expires) {
        String plain =
                md5 + "_" + otherMd5 + "_ID:" + NUMBER + "_" + issued + ":" + expires + "_V3";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
