package app.jackdaw.intake;

/**
 * An address of the platform's web pages, recognised and named. Immutable, any thread.
 *
 * @param token the identifier in the path; empty for {@link Kind#OTHER_PAGE}
 * @param url with scheme, without what surrounded it
 * @param line of the text, from 1
 */
public record PlatformAddress(Kind kind, Brand brand, String token, String url, int line) {

    /** What the address leads to (reference, section 4.1). */
    public enum Kind {
        DOCX,
        /** A document of the retired kind, {@code /docs/}. */
        OLD_DOC,
        SHEET,
        BASE,
        WIKI,
        /** A wiki space's settings or start page; the token is the space id. */
        WIKI_SETTINGS,
        /** A Drive file: it can be downloaded, but no temporary link exists for this kind. */
        FILE,
        FOLDER,
        SLIDES,
        MINDNOTE,
        MINUTES,
        /** A form shared from a Base: people fill it in, it lists nothing. */
        SHARED_FORM,
        /** A view, dashboard or record shared from a Base. */
        SHARED_BASE,
        /** The platform's, but none of the above: the console, help, a message. */
        OTHER_PAGE
    }

    /** Whose address it is, by its host. */
    public enum Brand {
        FEISHU,
        LARK,
        /** {@code larkoffice.com} serves both. */
        AMBIGUOUS,
        /** An unknown host with the platform's path: a private deployment. */
        PRIVATE
    }

    @Override
    public String toString() {
        return "PlatformAddress[" + kind + ", " + brand + ", line=" + line + "]";
    }
}
