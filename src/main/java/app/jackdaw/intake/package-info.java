/**
 * Anything a person can paste becomes items. {@link app.jackdaw.intake.Intake} is the door: text
 * in, a {@link app.jackdaw.intake.Reading} out, in which every piece of the text has exactly one
 * class. Pure functions without I/O; any thread.
 *
 * <p>Inside, a text is cut in this order: JSON documents ({@code JsonDocuments}), rows of a
 * spreadsheet ({@code RowReader}), and words with addresses between them ({@code LineReader}).
 * {@code ReadingBuilder} gathers what they find, drops repetitions and decides what stays in the
 * box.
 */
package app.jackdaw.intake;
