package app.jackdaw.platform;

import java.util.Locale;

/** The three families that the application is built for. Any thread. */
public enum OperatingSystem {
    WINDOWS,
    MACOS,
    LINUX;

    /**
     * @param osName what the JVM calls the system, its property {@code os.name}; whatever is
     *     neither Windows nor macOS follows the freedesktop.org conventions
     */
    public static OperatingSystem named(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") || name.startsWith("darwin") ? MACOS : LINUX;
    }

    /** The system that this JVM runs on. */
    public static OperatingSystem current() {
        return named(System.getProperty("os.name", ""));
    }
}
