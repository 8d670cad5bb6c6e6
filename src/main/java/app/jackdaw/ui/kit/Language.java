package app.jackdaw.ui.kit;

import java.util.Locale;

/** The two languages of the window. */
public enum Language {
    CHINESE(Locale.SIMPLIFIED_CHINESE, "中文"),
    ENGLISH(Locale.ENGLISH, "English");

    private final Locale locale;
    private final String ownName;

    Language(Locale locale, String ownName) {
        this.locale = locale;
        this.ownName = ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** As its speakers write it; the same in every language of the window. */
    public String ownName() {
        return ownName;
    }

    /** The language for a system or a setting; everything that is not Chinese reads English. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }
}
