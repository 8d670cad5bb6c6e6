package app.jackdaw.ui.kit;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Every visible word, in one language. Any thread; a change of language makes a new one. */
public final class Messages {

    private final Language language;
    private final ResourceBundle messages;

    /** Read when the first problem is told: the first frame of a window does not wait for it. */
    private volatile @Nullable ResourceBundle problems;

    public Messages(Language language) {
        this.language = language;
        this.messages = bundle("messages", language.locale());
    }

    /**
     * @param arguments fill {@code {0}}, {@code {1}} … of the message
     */
    public String get(String key, Object... arguments) {
        return format(messages, key, arguments);
    }

    /** The few words that fit a table cell. */
    public String brief(Problem problem) {
        return ofProblem(problem, "short");
    }

    /** One sentence: what happened. */
    public String what(Problem problem) {
        return ofProblem(problem, "what");
    }

    /** What to do now. */
    public String remedy(Problem problem) {
        return ofProblem(problem, "remedy");
    }

    /** What happened and what to do now, where there is room for lines; never run together. */
    public String explained(Problem problem) {
        return what(problem) + "\n" + remedy(problem);
    }

    /** The same where there is one line only. What happened may end in a path, so a dash parts. */
    public String explainedInOneLine(Problem problem) {
        return what(problem) + " – " + remedy(problem);
    }

    /** What to do while it is waited for, which ends by itself. */
    public String remedyOfWait(Problem problem) {
        String key = "problem." + problem.cause().name() + ".waits";
        return problems().containsKey(key)
                ? ofProblem(problem, "waits")
                : format(problems(), "problem.waits");
    }

    /** What is waited for and what to do meanwhile, where there is room for lines. */
    public String explainedWait(Problem problem) {
        return what(problem) + "\n" + remedyOfWait(problem);
    }

    /** The same where there is one line only. */
    public String explainedWaitInOneLine(Problem problem) {
        return what(problem) + " – " + remedyOfWait(problem);
    }

    /** What the one button says that can mend it, where there is one. */
    public Optional<String> action(Problem problem) {
        String key = "problem." + problem.cause().name() + ".action";
        ResourceBundle texts = problems();
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }

    public Language language() {
        return language;
    }

    public Locale locale() {
        return language.locale();
    }

    /** For FXML files, whose texts are keys. */
    public ResourceBundle bundle() {
        return messages;
    }

    /** {@code 3.1 MB}. */
    public String size(long bytes) {
        return ByteSizes.of(bytes, locale());
    }

    private String ofProblem(Problem problem, String part) {
        String key = "problem." + problem.cause().name() + "." + part;
        return format(problems(), key, arguments(problem)).strip();
    }

    private ResourceBundle problems() {
        ResourceBundle read = problems;
        if (read == null) {
            read = bundle("problems", language.locale());
            problems = read;
        }
        return read;
    }

    /** Byte counts become sizes that people read; a list of permissions gets its length. */
    private Object[] arguments(Problem problem) {
        if (problem.cause() == Problem.Cause.SCOPE_MISSING
                || problem.cause() == Problem.Cause.USER_SCOPE_MISSING) {
            return withCount(problem.arguments());
        }
        if (problem.cause() == Problem.Cause.DISK_FULL) {
            return ofRoom(LackOfRoom.in(problem));
        }
        boolean firstTwoAreBytes = problem.cause() == Problem.Cause.SIZE_DIFFERS;
        Object[] arguments = problem.arguments().toArray();
        for (int i = 0; firstTwoAreBytes && i < Math.min(2, arguments.length); i++) {
            String text = problem.arguments().get(i);
            String bytes = text.startsWith(">") ? text.substring(1) : text;
            if (!bytes.isEmpty() && bytes.chars().allMatch(Character::isDigit)) {
                String size = ByteSizes.of(Long.parseLong(bytes), locale());
                arguments[i] = bytes.equals(text) ? size : "> " + size;
            }
        }
        return arguments;
    }

    private Object[] ofRoom(LackOfRoom lack) {
        String needed = lack.told() == 0 ? get("room.some") : size(lack.told());
        return new Object[] {needed, size(lack.free()), lack.folder()};
    }

    /** Permissions in one text, the console's address, and how many the first names. */
    private static Object[] withCount(List<String> arguments) {
        String names = arguments.isEmpty() ? "" : arguments.getFirst();
        String address = arguments.size() > 1 ? arguments.get(1) : "";
        int count = names.isBlank() ? 0 : names.split(",", -1).length;
        return new Object[] {names, address, count};
    }

    private String format(ResourceBundle bundle, String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale()).format(arguments);
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        String base = Messages.class.getPackageName() + "." + name;
        return ResourceBundle.getBundle(base, locale, Messages.class.getClassLoader());
    }
}
