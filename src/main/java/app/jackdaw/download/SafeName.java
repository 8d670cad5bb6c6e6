package app.jackdaw.download;

import java.text.Normalizer;

/**
 * A file name that every file system takes, and whether that cost something of the wanted one.
 * Immutable.
 *
 * @param adjusted whether a person would see a difference; a number that is added later is none
 */
record SafeName(String text, boolean adjusted) {

    /**
     * @param wanted anything: a header's value, a pasted cell, a path
     */
    static SafeName of(String wanted) {
        String safe = FileNames.safe(wanted);
        String plain = Normalizer.normalize(wanted, Normalizer.Form.NFC).strip();
        return new SafeName(safe, !safe.equals(plain));
    }
}
