import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Writes THIRD-PARTY.txt: every library that runs with the application, its licence, its own
 * notices, and each licence's text once. The libraries come from the CycloneDX list that Maven made
 * of the resolved run-time dependencies; licences that may be shipped are those of
 * licences/permitted.properties. Any other one fails the build.
 *
 * <p>Arguments: the CycloneDX list (XML), the folder with the libraries' jars, the file to write.
 */
public final class Notices {

    private static final Path LICENCES = Path.of("packaging", "licences");
    private static final String RULE = "=".repeat(100);

    private record Library(String name, String version, String website, Set<String> licences) {}

    public static void main(String[] arguments) throws Exception {
        List<Library> libraries = read(Path.of(arguments[0]));
        Properties permitted = new Properties();
        try (var in = Files.newBufferedReader(LICENCES.resolve("permitted.properties"))) {
            permitted.load(in);
        }
        List<String> refused = new ArrayList<>();
        Map<String, Set<String>> textOf = new LinkedHashMap<>();
        StringBuilder out = new StringBuilder();
        out.append("Jackdaw is licensed under the Apache License 2.0.\n")
                .append("It runs with the following works of others, and thanks them.\n\n");
        for (Library library : libraries) {
            var licence = library.licences.stream().filter(permitted::containsKey).findFirst();
            if (licence.isEmpty()) {
                refused.add("%s %s: %s".formatted(library.name, library.version, library.licences));
                continue;
            }
            out.append("%s %s\n    %s\n".formatted(library.name, library.version, licence.get()));
            if (!library.website.isEmpty()) {
                out.append("    ").append(library.website).append('\n');
            }
            textOf.computeIfAbsent(permitted.getProperty(licence.get()), _ -> new LinkedHashSet<>())
                    .add(library.name);
        }
        if (!refused.isEmpty()) {
            System.err.println(
                    "These libraries have no licence that packaging/licences/permitted.properties"
                            + " lists:\n  "
                            + String.join("\n  ", refused));
            System.exit(1);
        }
        out.append("Java run-time image (OpenJDK) ")
                .append(Runtime.version())
                .append("\n    GPL-2.0-with-classpath-exception\n    https://openjdk.org\n");
        textOf.computeIfAbsent("GPL-2.0-with-classpath-exception.txt", _ -> new LinkedHashSet<>())
                .add("OpenJDK");
        appendOwnNotices(out, Path.of(arguments[1]));
        for (Path extra : list(LICENCES.resolve("contained"))) {
            heading(out, extra.getFileName().toString().replaceFirst("\\.txt$", ""));
            out.append(Files.readString(extra));
        }
        for (var text : textOf.entrySet()) {
            heading(out, "The licence of " + String.join(", ", text.getValue()));
            out.append(licenceText(text.getKey()));
        }
        Path target = Path.of(arguments[2]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, out.toString().replace("\r\n", "\n"));
        System.out.println("Notices: %d libraries, %s".formatted(libraries.size(), target));
    }

    private static List<Library> read(Path list) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Element root = document.parse(list.toFile()).getDocumentElement();
        Map<String, Library> libraries = new LinkedHashMap<>();
        Element components = children(root, "components").getFirst();
        for (Element component : children(components, "component")) {
            Set<String> licences = new LinkedHashSet<>();
            NodeList found = component.getElementsByTagName("license");
            for (int i = 0; i < found.getLength(); i++) {
                Element licence = (Element) found.item(i);
                String id = text(licence, "id");
                licences.add(id.isEmpty() ? text(licence, "name") : id);
            }
            for (Element expression : children(component, "licenses")) {
                licences.add(text(expression, "expression"));
            }
            licences.remove("");
            String name = text(component, "group") + ":" + text(component, "name");
            libraries.putIfAbsent(
                    name,
                    new Library(name, text(component, "version"), website(component), licences));
        }
        return libraries.values().stream()
                .sorted(java.util.Comparator.comparing(Library::name))
                .toList();
    }

    private static String website(Element component) {
        NodeList references = component.getElementsByTagName("reference");
        for (int i = 0; i < references.getLength(); i++) {
            Element reference = (Element) references.item(i);
            if (reference.getAttribute("type").equals("website")) {
                return text(reference, "url");
            }
        }
        return "";
    }

    /**
     * What the jars themselves carry; a text that several carry is printed once, for all of them.
     */
    private static void appendOwnNotices(StringBuilder out, Path libraries) throws IOException {
        Map<String, Set<String>> carriers = new LinkedHashMap<>();
        for (Path jar : list(libraries)) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                    String path = entry.getName().toUpperCase(Locale.ROOT);
                    String file = path.substring(path.lastIndexOf('/') + 1);
                    boolean notice = file.contains("LICENSE") || file.startsWith("NOTICE");
                    if (entry.isDirectory() || !notice || !path.startsWith("META-INF/")) {
                        continue;
                    }
                    String text =
                            new String(
                                    zip.getInputStream(entry).readAllBytes(),
                                    StandardCharsets.UTF_8);
                    // the licence itself is printed at the end
                    if (!text.strip().startsWith("Apache License")) {
                        carriers.computeIfAbsent(text.strip(), _ -> new LinkedHashSet<>())
                                .add(jar.getFileName() + " (" + entry.getName() + ")");
                    }
                }
            }
        }
        for (var carrier : carriers.entrySet()) {
            heading(out, String.join(", ", carrier.getValue()));
            out.append(carrier.getKey()).append('\n');
        }
    }

    private static String licenceText(String file) throws IOException {
        if (file.equals("Apache-2.0.txt")) {
            return Files.readString(Path.of("LICENSE"));
        }
        if (file.equals("GPL-2.0-with-classpath-exception.txt")) {
            // the JDK that makes the image brings the text
            Path legal = Path.of(System.getProperty("java.home"), "legal", "java.base");
            return Files.readString(legal.resolve("LICENSE"));
        }
        return Files.readString(LICENCES.resolve(file));
    }

    private static void heading(StringBuilder out, String title) {
        out.append('\n').append(RULE).append('\n').append(title).append("\n\n");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
