package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text colour of our sheet can be read on what lies behind it, in both themes. */
class ContrastTest {

    /** WCAG 2, level AA, for text of ordinary size. */
    private static final double TEXT = 4.5;

    private static final Pattern COLOUR = Pattern.compile("(-color-[a-z0-9-]+)\\s*:\\s*([^;]+);");
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^}]*)}");
    private static final Pattern TEXT_FILL =
            Pattern.compile("-fx-(?:prompt-)?text-fill:\\s*(-color-[a-z0-9-]+)");
    private static final Pattern BACKGROUND = Pattern.compile("-fx-background-color:\\s*([^;]+);");

    /** Where text without a background of its own may stand. */
    private static final List<String> GROUNDS = List.of("-color-bg-default", "-color-bg-subtle");

    private record Pair(String rule, String text, List<String> grounds) {}

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textCanBeRead(String theme) throws IOException {
        Map<String, String> colours = colours(theme);
        List<String> tooPale = new ArrayList<>();
        for (Pair pair : pairs(read(ContrastTest.class.getResourceAsStream("theme/app.css")))) {
            for (String ground : pair.grounds()) {
                Color behind = over(colours, ground);
                double contrast = contrast(colour(colours, pair.text()), behind);
                if (contrast < TEXT) {
                    tooPale.add(
                            "%s: %s on %s %.2f"
                                    .formatted(pair.rule(), pair.text(), ground, contrast));
                }
            }
        }
        assertThat(tooPale).isEmpty();
    }

    @Test
    void palePairIsFound() throws IOException {
        Map<String, String> colours = colours("dark");
        Color subtle = colour(colours, "-color-fg-subtle");
        assertThat(contrast(subtle, over(colours, "-color-bg-default"))).isLessThan(TEXT);
        assertThat(contrast(Color.BLACK, Color.WHITE)).isEqualTo(21, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.01);
    }

    private static List<Pair> pairs(String css) {
        List<Pair> pairs = new ArrayList<>();
        Matcher rules = RULE.matcher(css.replaceAll("(?s)/\\*.*?\\*/", ""));
        while (rules.find()) {
            Matcher text = TEXT_FILL.matcher(rules.group(2));
            while (text.find()) {
                pairs.add(new Pair(rules.group(1).strip(), text.group(1), grounds(rules.group(2))));
            }
        }
        assertThat(pairs).as("rules with a text colour").hasSizeGreaterThan(20);
        return pairs;
    }

    /** The topmost layer of the rule itself, else whatever the window has. */
    private static List<String> grounds(String declarations) {
        Matcher background = BACKGROUND.matcher(declarations);
        if (!background.find()) {
            return GROUNDS;
        }
        List<String> layers = Stream.of(background.group(1).split(",")).map(String::strip).toList();
        return List.of(layers.getLast());
    }

    private static Map<String, String> colours(String theme) throws IOException {
        String sheet =
                theme.equals("dark")
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet();
        Map<String, String> colours = new HashMap<>();
        Matcher found = COLOUR.matcher(read(PrimerDark.class.getResourceAsStream(sheet)));
        while (found.find()) {
            colours.putIfAbsent(found.group(1), found.group(2).strip());
        }
        return colours;
    }

    private static Color colour(Map<String, String> colours, String name) {
        String value = Objects.requireNonNull(colours.get(name), name);
        return value.startsWith("-") ? colour(colours, value) : Color.web(value);
    }

    /** See-through colours lie on the window's own. */
    private static Color over(Map<String, String> colours, String name) {
        Color top = colour(colours, name);
        Color ground = colour(colours, "-color-bg-default");
        return ground.interpolate(
                Color.color(top.getRed(), top.getGreen(), top.getBlue()), top.getOpacity());
    }

    private static double contrast(Color one, Color other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static String read(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
