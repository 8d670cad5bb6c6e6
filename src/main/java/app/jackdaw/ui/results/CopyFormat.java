package app.jackdaw.ui.results;

/** The shapes in which links are copied. */
enum CopyFormat {
    /** One link per line. */
    LINKS,
    /** Name ⇥ link ⇥ valid until, for a spreadsheet. */
    SPREADSHEET,
    MARKDOWN,
    HTML
}
