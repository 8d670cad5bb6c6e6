import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures what {@code mvn -Pinstaller package} left in target and writes the figures into
 * packaging/README.md: sizes, time to the first usable window, memory at rest, the last two beside
 * a bare JavaFX window that the same JDK packaged. Needs Linux and a display; packaging/measure
 * gives it one.
 *
 * <p>"Usable" is the end of the first frame that JavaFX painted, counted from the start of the
 * process; JavaFX's own pulse log tells it for both, so neither contains anything for the purpose.
 * "Whole" is when the application's log says that nothing of the window is missing any more.
 */
public final class Measure {

    private static final int STARTS = 10;

    /** Starts that fill the file system's cache and are not counted. */
    private static final int WARM_UPS = 2;

    /** F78 of the transfer engine's faults. */
    private static final int LONG_LIST = 50_000;

    private static final int MEMORY_READINGS = 3;

    /** How long a window is left alone before its memory is read, in seconds. */
    private static final int REST = 15;

    /** What the application logs when its window is complete. */
    private static final String WHOLE = "The window is whole";

    /** How often the log is looked at, in milliseconds. */
    private static final int LOOK = 5;

    /** A start that takes longer has failed, in seconds. */
    private static final int LIMIT = 60;

    private static final Path TARGET = Path.of("target");
    private static final Path INSTALLER = TARGET.resolve("installer");
    private static final Path IMAGE = INSTALLER.resolve("image/jackdaw");
    private static final Path README = Path.of("packaging", "README.md");
    private static final String BEGIN = "<!-- figures: written by packaging/measure -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private static final String BUILD_FIRST = ": run mvn -Pinstaller package first";

    private record Figures(long median, long least, long most) {

        static Figures of(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            long median =
                    sorted.size() % 2 == 1
                            ? sorted.get(middle)
                            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Figures(median, sorted.getFirst(), sorted.getLast());
        }

        String show(String unit) {
            return "%d %s (%d–%d)".formatted(median, unit, least, most);
        }
    }

    public static void main(String[] arguments) throws Exception {
        need(Files.isExecutable(IMAGE.resolve("bin/jackdaw")), "no image in " + IMAGE + BUILD_FIRST);
        need(Files.isDirectory(INSTALLER.resolve("modules")), "no modules" + BUILD_FIRST);
        need(packages(".deb").size() == 1, "not exactly one deb in " + TARGET + BUILD_FIRST);
        need(System.getenv("DISPLAY") != null, "no display; packaging/measure brings one");
        Path ours = IMAGE.resolve("bin/jackdaw").toAbsolutePath();
        Path bare = packBare().resolve("bin/bare").toAbsolutePath();
        List<Long> ourStarts = new ArrayList<>();
        List<Long> ourWholes = new ArrayList<>();
        List<Long> ourLists = new ArrayList<>();
        List<Long> ourLongLists = new ArrayList<>();
        List<Long> ourWholeLists = new ArrayList<>();
        List<Long> bareStarts = new ArrayList<>();
        Path list = Files.createTempDirectory("measure-list");
        selfTest("-Djackdaw.home=" + list);
        delete(list.resolve("logs"));
        Path longList = Files.createTempDirectory("measure-long-list");
        selfTest("-Djackdaw.home=" + longList);
        delete(longList.resolve("logs"));
        tool(
                "java",
                "--class-path",
                INSTALLER.resolve("modules") + File.separator + "*",
                "packaging/LongList.java",
                longList.resolve("jackdaw.db").toString(),
                Integer.toString(LONG_LIST));
        for (int i = -WARM_UPS; i < STARTS; i++) {
            long bareStart = start(bare, 0, null).milliseconds;
            Run ourStart = start(ours, 0, null);
            long ourList = start(ours, 0, list).milliseconds;
            Run ourLongList = start(ours, 0, longList);
            if (i >= 0) {
                bareStarts.add(bareStart);
                ourStarts.add(ourStart.milliseconds);
                ourWholes.add(ourStart.whole);
                ourLists.add(ourList);
                ourLongLists.add(ourLongList.milliseconds);
                ourWholeLists.add(ourLongList.whole);
                System.out.printf(
                        "start %d: bare %d ms, jackdaw %d ms, whole %d ms, with a list %d ms,"
                                + " with a long one %d ms, all of it there %d ms%n",
                        i + 1,
                        bareStart,
                        ourStart.milliseconds,
                        ourStart.whole,
                        ourList,
                        ourLongList.milliseconds,
                        ourLongList.whole);
            }
        }
        delete(list);
        delete(longList);
        List<Long> ourMemory = new ArrayList<>();
        List<Long> bareMemory = new ArrayList<>();
        for (int i = 0; i < MEMORY_READINGS; i++) {
            bareMemory.add(start(bare, REST, null).mebibytes);
            ourMemory.add(start(ours, REST, null).mebibytes);
        }
        write(
                Figures.of(ourStarts),
                Figures.of(ourWholes),
                Figures.of(ourLists),
                Figures.of(ourLongLists),
                Figures.of(ourWholeLists),
                Figures.of(bareStarts),
                Figures.of(ourMemory),
                Figures.of(bareMemory));
    }

    private static void need(boolean there, String otherwise) {
        if (!there) {
            System.err.println("measure: " + otherwise);
            System.exit(1);
        }
    }

    private static List<Path> packages(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    /** From the start of the process; {@code whole} is 0 for the bare window. */
    private record Run(long milliseconds, long whole, long mebibytes) {}

    /**
     * Starts a launcher, waits for its first frame, rests, reads its memory, ends it.
     *
     * @param kept the application's folder from an earlier run; null for a first start
     */
    private static Run start(Path launcher, int rest, Path kept) throws Exception {
        Path home = kept == null ? Files.createTempDirectory("measure") : kept;
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-Djavafx.pulseLogger=true -Djackdaw.home=" + home);
        builder.redirectErrorStream(true);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            CompletableFuture<Long> painted = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> watch(process, painted));
            long milliseconds = (painted.get(LIMIT, TimeUnit.SECONDS) - begin) / 1_000_000;
            long whole =
                    launcher.endsWith("bare") ? 0 : (awaitWhole(home, begin) - begin) / 1_000_000;
            TimeUnit.SECONDS.sleep(rest);
            long kibibytes = resident(process.toHandle());
            for (ProcessHandle child : process.descendants().toList()) {
                kibibytes += resident(child);
            }
            return new Run(milliseconds, whole, kibibytes / 1024);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
            if (kept == null) {
                delete(home);
            } else {
                delete(home.resolve("logs"));
            }
        }
    }

    private static long awaitWhole(Path home, long begin) throws Exception {
        Path log = home.resolve("logs/jackdaw.log");
        while (!Files.exists(log) || !Files.readString(log).contains(WHOLE)) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT)) {
                throw new IllegalStateException("the window does not become whole");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK);
        }
        return System.nanoTime();
    }

    private static void watch(Process process, CompletableFuture<Long> painted) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Painting")) {
                    painted.complete(System.nanoTime());
                }
                said.append(line).append('\n');
            }
        } catch (IOException _) {
            // the process was ended: nothing more to read
        }
        painted.completeExceptionally(new IllegalStateException("no frame painted:\n" + said));
    }

    private static long resident(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Leaves its list and its log in the folders that the switches name. */
    private static void selfTest(String switches) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(IMAGE.resolve("bin/jackdaw").toString(), "--self-test");
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        switches + " -Dglass.platform=Headless -Dprism.order=sw");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        need(builder.start().waitFor() == 0, "the self-test of the packaged application fails");
    }

    /** How many of the classes loaded at start came from the cache, and how many there were. */
    private static String cached() throws Exception {
        Path log = Files.createTempFile("classes", ".log");
        selfTest("-Xlog:class+load:file=" + log);
        List<String> classes = Files.readAllLines(log);
        long fromCache =
                classes.stream().filter(line -> line.contains("shared objects file")).count();
        return "%,d of %,d".formatted(fromCache, classes.size());
    }

    private static Path packBare() throws IOException, InterruptedException {
        Path folder = INSTALLER.resolve("bare");
        delete(folder);
        Files.createDirectories(folder.resolve("modules"));
        try (Stream<Path> modules = Files.list(INSTALLER.resolve("modules"))) {
            for (Path jar : modules.filter(jar -> jar.toString().contains("javafx-")).toList()) {
                Files.copy(jar, folder.resolve("modules").resolve(jar.getFileName()));
            }
        }
        String modules = folder.resolve("modules").toString();
        tool(
                "javac",
                "--module-path",
                modules,
                "-d",
                folder.resolve("modules/bare").toString(),
                "packaging/bare/module-info.java",
                "packaging/bare/Bare.java");
        tool(
                "jpackage",
                "--type",
                "app-image",
                "--name",
                "bare",
                "--module-path",
                modules,
                "--module",
                "bare/bare.Bare",
                "--dest",
                folder.toString());
        return folder.resolve("bare");
    }

    private static void tool(String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", name).toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    private static void write(
            Figures ours,
            Figures whole,
            Figures list,
            Figures longList,
            Figures wholeList,
            Figures bare,
            Figures ourMemory,
            Figures bareMemory)
            throws Exception {
        StringBuilder table = new StringBuilder();
        table.append("| what | Jackdaw | bare window | ratio |\n|---|---|---|---|\n");
        for (String suffix : List.of(".deb", ".rpm", ".tar.gz")) {
            for (Path file : packages(suffix)) {
                row(table, file.getFileName().toString(), megabytes(Files.size(file)), "", "");
            }
        }
        row(
                table,
                "installed",
                megabytes(size(IMAGE)),
                megabytes(size(INSTALLER.resolve("bare/bare"))),
                "");
        row(
                table,
                "first usable window, median of " + STARTS,
                ours.show("ms"),
                bare.show("ms"),
                ratio(ours, bare));
        row(
                table,
                "the panels behind the start page are there as well",
                whole.show("ms"),
                "",
                ratio(whole, bare));
        row(
                table,
                "first frame with the list of an earlier start, 36 rows",
                list.show("ms"),
                "",
                ratio(list, bare));
        row(
                table,
                "the same with %,d rows".formatted(LONG_LIST),
                longList.show("ms"),
                "",
                ratio(longList, bare));
        row(
                table,
                "all of these rows are there, and all panels",
                wholeList.show("ms"),
                "",
                ratio(wholeList, bare));
        row(
                table,
                "resident memory at rest, median of " + MEMORY_READINGS,
                ourMemory.show("MiB"),
                bareMemory.show("MiB"),
                ratio(ourMemory, bareMemory));
        row(table, "classes of the self-test that came from the AOT cache", cached(), "", "");
        System.out.println(table);
        String text = Files.readString(README);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        need(begin >= BEGIN.length() && end >= begin, README + " has lost the table's markers");
        Files.writeString(README, text.substring(0, begin) + table + text.substring(end));
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String ratio(Figures ours, Figures bare) {
        return String.format(Locale.ROOT, "%.2f", (double) ours.median / bare.median);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
