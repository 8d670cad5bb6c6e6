import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Turns the application's jar and its libraries into an image with its own Java and into the
 * installers of the system it runs on. Maven's profile "installer" starts it with the toolchain's
 * JDK, whose jlink and jpackage it calls. Options live in the argument files beside it; here is
 * only what an argument file cannot say: what comes after what, and what is left out if a tool is
 * missing.
 *
 * <p>Arguments are {@code key=value}: {@code jar}, {@code version}, {@code work} (a folder of its
 * own), {@code output}, {@code train} (arguments of the training run), and {@code types}, separated
 * by commas; with {@code again=true} an earlier run's image is packed once more, under another
 * version.
 */
public final class Installer {

    private static final Path HERE = Path.of("packaging");

    /** How long the training run may take before the build gives up, in seconds. */
    private static final int TRAINING_LIMIT = 180;

    private enum Os {
        LINUX("linux", "Linux", "linux", ".so", "jackdaw", List.of("portable", "deb", "rpm")),
        WINDOWS("windows", "Windows", "win32", ".dll", "Jackdaw", List.of("portable", "msi")),
        MACOS("macos", "Mac", "darwin", ".dylib", "Jackdaw", List.of("dmg"));

        final String folder;
        final String sqliteFolder;
        final String jnaPrefix;
        final String nativeSuffix;
        final String launcher;
        final List<String> types;

        Os(
                String folder,
                String sqliteFolder,
                String jnaPrefix,
                String nativeSuffix,
                String launcher,
                List<String> types) {
            this.folder = folder;
            this.sqliteFolder = sqliteFolder;
            this.jnaPrefix = jnaPrefix;
            this.nativeSuffix = nativeSuffix;
            this.launcher = launcher;
            this.types = types;
        }

        static Os current() {
            String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MACOS : LINUX;
        }
    }

    private final Os os = Os.current();
    private final boolean arm = System.getProperty("os.arch").equals("aarch64");
    private final Map<String, String> options;
    private final Path work;
    private final Path output;
    private final Path runtime;

    /** What lies beside the launcher's configuration: natives, the AOT cache, licences. */
    private final Path beside;

    private Installer(Map<String, String> options) {
        this.options = options;
        work = Path.of(options.get("work"));
        output = Path.of(options.get("output"));
        runtime = work.resolve("runtime");
        beside = work.resolve("beside");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        new Installer(options).run();
    }

    private void run() throws Exception {
        if (!Boolean.parseBoolean(options.get("again"))) {
            delete(runtime);
            delete(beside);
            Files.createDirectories(beside);
            Path modules = collectModules();
            link(modules);
            copyNatives(modules);
            copyLegal();
            train();
            removeCommands();
        }
        Path image = work.resolve("image");
        delete(image);
        pack("app-image", image, List.of());
        String wanted = options.getOrDefault("types", "");
        for (String type : wanted.isEmpty() ? os.types : List.of(wanted.split(","))) {
            build(type, image);
        }
    }

    /** All modules in one folder, without JavaFX's empty jars and with the descriptors we added. */
    private Path collectModules() throws IOException {
        Path modules = work.resolve("modules");
        delete(modules);
        Files.createDirectories(modules);
        List<Path> jars = new ArrayList<>(list(work.resolve("libraries")));
        jars.addAll(list(work.resolve("described")));
        jars.add(Path.of(options.get("jar")));
        for (Path jar : jars) {
            Files.copy(
                    jar, modules.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        for (ModuleReference module : ModuleFinder.of(modules).findAll()) {
            if (!module.descriptor().isAutomatic()) {
                continue;
            }
            // JavaFX publishes jars without a system in their name; they are empty
            if (!module.descriptor().name().matches("javafx\\.\\w+Empty")) {
                throw new IllegalStateException(
                        module.location().orElseThrow()
                                + " has no module descriptor; give it one in the profile"
                                + " installer");
            }
            Files.delete(Path.of(module.location().orElseThrow()));
        }
        return modules;
    }

    private void link(Path modules) throws IOException, InterruptedException {
        say("image");
        tool(
                "jlink",
                List.of(
                        "--module-path",
                        modules.toString(),
                        "--output",
                        runtime.toString(),
                        "@" + HERE.resolve("common/jlink.txt")));
    }

    /**
     * Native libraries become files of the image. Inside the modules they would be unpacked into
     * the user's folders at the first start, and nobody would take them away again.
     */
    private void copyNatives(Path modules) throws IOException {
        Path system = runtime.resolve(os == Os.WINDOWS ? "bin" : "lib");
        String sqlite = "org/sqlite/native/" + os.sqliteFolder + (arm ? "/aarch64/" : "/x86_64/");
        String jna = "com/sun/jna/" + os.jnaPrefix + (arm ? "-aarch64/" : "-x86-64/");
        for (Path jar : list(modules)) {
            String name = jar.getFileName().toString();
            if (name.startsWith("javafx-")) {
                extract(jar, "", system);
            } else if (name.startsWith("sqlite-jdbc-")) {
                extract(jar, sqlite, beside);
            } else if (name.startsWith("jna-jpms-")) {
                extract(jar, jna, beside);
            }
        }
    }

    private void extract(Path jar, String folder, Path target) throws IOException {
        int found = 0;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = entry.getName();
                String file = name.substring(name.lastIndexOf('/') + 1);
                boolean library = file.endsWith(os.nativeSuffix) || file.endsWith(".jnilib");
                if (library && name.equals(folder + file)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                    }
                    found++;
                }
            }
        }
        if (found == 0 && !folder.isEmpty()) {
            throw new IllegalStateException("no native library in " + folder + " of " + jar);
        }
    }

    private void copyLegal() throws IOException {
        Files.copy(Path.of("LICENSE"), beside.resolve("LICENSE.txt"));
        Files.copy(Path.of(options.get("notices")), beside.resolve("THIRD-PARTY.txt"));
    }

    /** Runs the application once without a screen, so that the JVM writes down what it loaded. */
    private void train() throws IOException, InterruptedException {
        say("AOT cache");
        Path java = runtime.resolve("bin").resolve(os == Os.WINDOWS ? "java.exe" : "java");
        Path home = Files.createTempDirectory("jackdaw-training");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        for (String option : jvmOptions()) {
            command.add(option.replace("$APPDIR", beside.toAbsolutePath().toString()));
        }
        command.add("-XX:AOTCacheOutput=" + beside.resolve("jackdaw.aot"));
        // profiles of the training run would start the optimising compiler while the window opens
        command.add("-XX:+UnlockDiagnosticVMOptions");
        command.add("-XX:-AOTRecordTraining");
        command.add("-Dglass.platform=Headless");
        command.add("-Dprism.order=sw");
        command.add("-Djackdaw.home=" + home);
        command.add("-Djackdaw.downloads=" + home.resolve("files"));
        command.add("--module");
        command.add("app.jackdaw/app.jackdaw.Main");
        command.addAll(List.of(options.get("train").split(" ")));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(TRAINING_LIMIT, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the training run did not end");
        }
        delete(home);
        if (process.exitValue() != 0 || !Files.exists(beside.resolve("jackdaw.aot"))) {
            throw new IllegalStateException("the training run failed: " + process.exitValue());
        }
        Files.deleteIfExists(beside.resolve("jackdaw.aot.config"));
    }

    /** The launcher needs none of the image's commands; writing the cache needed one. */
    private void removeCommands() throws IOException {
        for (Path file : list(runtime.resolve("bin"))) {
            if (os != Os.WINDOWS || file.toString().endsWith(".exe")) {
                Files.delete(file);
            }
        }
        if (os != Os.WINDOWS) {
            Files.delete(runtime.resolve("bin"));
        }
    }

    private void build(String type, Path image) throws IOException, InterruptedException {
        String missing = missing(type);
        if (!missing.isEmpty()) {
            System.out.println("No " + type + ": " + missing + " is not installed here.");
            return;
        }
        say(type);
        if (type.equals("portable")) {
            archive(image);
            return;
        }
        List<String> more = new ArrayList<>();
        more.add("@" + HERE.resolve(os.folder).resolve(type + ".txt"));
        if (os == Os.MACOS && System.getenv("MACOS_SIGNING_IDENTITY") instanceof String identity) {
            more.addAll(List.of("--mac-sign", "--mac-signing-key-user-name", identity));
        }
        pack(type, output, more);
        if (os == Os.MACOS) {
            Files.move(
                    output.resolve("Jackdaw-" + packageVersion() + ".dmg"),
                    output.resolve("Jackdaw-" + options.get("version") + ".dmg"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void pack(String type, Path destination, List<String> more)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type",
                                type,
                                "--dest",
                                destination.toString(),
                                "--app-version",
                                packageVersion(),
                                "--runtime-image",
                                runtime.toString(),
                                "--input",
                                beside.toString(),
                                "@" + HERE.resolve("common/jpackage.txt"),
                                "@" + HERE.resolve(os.folder).resolve("jpackage.txt")));
        List<String> jvm = new ArrayList<>(jvmOptions());
        jvm.add("-XX:AOTCache=$APPDIR/jackdaw.aot");
        for (String option : jvm) {
            arguments.addAll(List.of("--java-options", option));
        }
        arguments.addAll(more);
        tool("jpackage", arguments);
    }

    /**
     * macOS refuses a version that begins with 0; what Finder shows there is 0.1.0 without its 0.
     */
    private String packageVersion() {
        String version = options.get("version").replaceFirst("-SNAPSHOT$", "");
        return os == Os.MACOS ? version.replaceFirst("^0\\.", "") : version;
    }

    private List<String> jvmOptions() throws IOException {
        return Files.readAllLines(HERE.resolve("common/jvm.txt")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private void archive(Path image) throws IOException, InterruptedException {
        String name =
                "jackdaw-%s-%s-%s"
                        .formatted(options.get("version"), os.folder, arm ? "aarch64" : "x64");
        if (os == Os.WINDOWS) {
            Path zip = output.resolve(name + ".zip").toAbsolutePath();
            tool("jar", List.of("-cMf", zip.toString(), "-C", image.toString(), os.launcher));
        } else {
            Path tar = output.resolve(name + ".tar.gz").toAbsolutePath();
            command("tar", "-C", image.toString(), "-czf", tar.toString(), os.launcher);
        }
    }

    /** What {@code type} needs beside the JDK and is not there; empty if it can be built. */
    private String missing(String type) throws IOException {
        return switch (type) {
            case "deb" -> absent("fakeroot") + absent("dpkg-deb");
            case "rpm" -> absent("rpmbuild");
            case "portable" -> os == Os.LINUX ? absent("tar") : "";
            case "msi" -> wix() ? "" : "WiX";
            default -> "";
        };
    }

    /** Where jpackage looks for it: WiX 3 is candle and light, later ones are one command. */
    private static boolean wix() throws IOException {
        if (absent("wix.exe").isEmpty() || absent("candle.exe").isEmpty()) {
            return true;
        }
        for (String programs : List.of("ProgramFiles", "ProgramFiles(x86)")) {
            for (Path folder : list(Path.of(System.getenv().getOrDefault(programs, ".")))) {
                if (folder.getFileName().toString().startsWith("WiX Toolset")) {
                    return true;
                }
            }
        }
        return Files.exists(Path.of(System.getProperty("user.home"), ".dotnet/tools/wix.exe"));
    }

    private static String absent(String command) {
        boolean there =
                Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        return there ? "" : command;
    }

    /**
     * A command of the JDK that runs this program; as a process, because jlink reads argument files
     * only so.
     */
    private static void tool(String name, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command(command.toArray(String[]::new));
    }

    private static void command(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
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

    private static void say(String step) {
        System.out.println("Installer: " + step);
    }
}
