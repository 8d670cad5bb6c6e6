/**
 * The house has one street. Data walks it in one direction:
 *
 * <pre>
 *  text, files,        items            links              files
 *  addresses    →   what to fetch  →  24 h each   →   on the user's disk
 *    intake          model            feishu + links       download
 *                         ↘ store keeps the list ↙
 *                               ui shows it
 * </pre>
 *
 * <p>Here live {@code Main} (arguments, then {@code App}), {@code App} (the JavaFX application) and
 * {@code Wiring}, the only place that creates services and connects the ports of one package to the
 * services of another. Every other package knows only what the architecture test allows.
 */
package app.jackdaw;
