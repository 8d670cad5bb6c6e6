package app.jackdaw.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The engine against curl and aria2, all from one nginx on loopback, in alternating runs: with its
 * ledger, its hashing and its publishing, in a process that runs already, like the application's.
 * The peers keep no hashes and start a process. Only ratios mean anything, and on a machine that
 * does other things not even those.
 *
 * <p>As a program: {@code SpeedTrial [rounds]}, the first of which is not counted. Not for CI.
 */
final class SpeedTrial {

    private enum Who {
        CURL,
        ARIA2,
        JACKDAW
    }

    private record Scenario(String words, String prefix, int files, String target) {}

    private record Time(double seconds, double cpu) {}

    private final Path root;
    private final SpeedSite site;
    private final Process engine;
    private final Writer toEngine;
    private final BufferedReader fromEngine;

    private SpeedTrial(Path root, SpeedSite site) throws IOException {
        this.root = root;
        this.site = site;
        engine =
                Children.startTalking(
                        SpeedChild.class,
                        List.of(
                                "-Xmx256m",
                                "-Djavax.net.ssl.trustStore=" + site.trustStore(),
                                "-Djavax.net.ssl.trustStorePassword=" + SpeedSite.PASSWORD));
        toEngine = engine.outputWriter();
        fromEngine = engine.inputReader();
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        for (String program : SpeedSite.programs()) {
            if (!Files.isExecutable(Path.of(program))) {
                System.out.println(program + " is not here: nothing to compare with");
                System.exit(1);
            }
        }
        Path root = Files.createTempDirectory("speed-trial");
        try (SpeedSite site = new SpeedSite(root.resolve("nginx"))) {
            new SpeedTrial(root, site).run(rounds);
        }
        delete(root);
        System.exit(0);
    }

    private List<Scenario> scenarios() throws IOException {
        String large = site.put("large", 1, 512 << 20);
        String small = site.put("small", 2000, 10 << 10);
        String medium = site.put("medium", 50, 10_000_000);
        String slow = site.put("slow", 32, 2 << 20);
        return List.of(
                new Scenario("a: 1 x 512 MiB", large, 1, "1.10 / 0.75"),
                new Scenario("b: 2,000 x 10 KiB", small, 2000, "1.5 / -"),
                new Scenario("c: 50 x 10 MB", medium, 50, "0.8 / -"),
                new Scenario("c over TLS", site.secure(medium), 50, "1.25 / -"),
                new Scenario("d: 32 x 2 MiB at 1 MiB/s each", slow, 32, "- / 1.05"));
    }

    private void run(int rounds) throws Exception {
        List<Scenario> scenarios = scenarios();
        Map<Scenario, Map<Who, List<Time>>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Scenario scenario : scenarios) {
                for (Who who : Who.values()) {
                    Time time = once(who, scenario);
                    if (round > 0) {
                        times.computeIfAbsent(scenario, _ -> new EnumMap<>(Who.class))
                                .computeIfAbsent(who, _ -> new ArrayList<>())
                                .add(time);
                    }
                }
            }
        }
        engine.destroy();
        System.out.println(
                "| scenario | curl -Z16 | aria2 -j16 | jackdaw, 16 at once | time: x curl, x aria2"
                        + " | target | CPU: x curl, x aria2 |");
        System.out.println("|---|---|---|---|---|---|---|");
        times.forEach((scenario, all) -> System.out.println(row(scenario, all)));
    }

    private static String row(Scenario scenario, Map<Who, List<Time>> times) {
        Time curl = median(times, Who.CURL);
        Time aria2 = median(times, Who.ARIA2);
        Time jackdaw = median(times, Who.JACKDAW);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.2f s | %.2f, %.2f | %s | %.2f, %.2f |",
                scenario.words(),
                curl.seconds(),
                aria2.seconds(),
                jackdaw.seconds(),
                jackdaw.seconds() / curl.seconds(),
                jackdaw.seconds() / aria2.seconds(),
                scenario.target(),
                jackdaw.cpu() / curl.cpu(),
                jackdaw.cpu() / aria2.cpu());
    }

    private static Time median(Map<Who, List<Time>> times, Who who) {
        List<Time> all = times.getOrDefault(who, List.of());
        return new Time(
                median(all.stream().map(Time::seconds).toList()),
                median(all.stream().map(Time::cpu).toList()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private Time once(Who who, Scenario scenario) throws Exception {
        Path folder = Files.createTempDirectory(root, "run");
        Time time =
                switch (who) {
                    case CURL -> curl(scenario, folder);
                    case ARIA2 -> aria2(scenario, folder);
                    case JACKDAW -> jackdaw(scenario, folder);
                };
        try (Stream<Path> files = Files.list(folder)) {
            if (files.count() != scenario.files()) {
                throw new IllegalStateException(who + " did not get all files of " + scenario);
            }
        }
        delete(folder);
        return time;
    }

    private Time curl(Scenario scenario, Path folder) throws Exception {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < scenario.files(); i++) {
            list.append("url = \"%s%d\"\noutput = \"f%d\"\n".formatted(scenario.prefix(), i, i));
        }
        Path file = Files.writeString(root.resolve("curl.list"), list);
        return peer(
                folder,
                List.of(
                        "curl",
                        "-q",
                        "--no-progress-meter",
                        "-f",
                        "--cacert",
                        site.certificateFile().toString(),
                        "-Z",
                        "--parallel-max",
                        "16",
                        "-K",
                        file.toString()));
    }

    private Time aria2(Scenario scenario, Path folder) throws Exception {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < scenario.files(); i++) {
            list.append("%s%d\n out=f%d\n".formatted(scenario.prefix(), i, i));
        }
        Path file = Files.writeString(root.resolve("aria2.list"), list);
        return peer(
                folder,
                List.of(
                        "aria2c",
                        "--no-conf",
                        "-q",
                        "--file-allocation=none",
                        "--ca-certificate=" + site.certificateFile(),
                        "-x1",
                        "-j16",
                        "-i",
                        file.toString()));
    }

    /** The shell's {@code times} tells what its children cost. */
    private static Time peer(Path folder, List<String> command) throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of("sh", "-c", "\"$@\"; status=$?; times; exit $status", "sh"));
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        long begun = System.nanoTime();
        Process process = builder.start();
        List<String> output;
        try (BufferedReader reader = process.inputReader()) {
            output = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.getFirst() + ": " + output);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = 0;
        for (String part : output.getLast().split(" ")) {
            int minutes = part.indexOf('m');
            cpu += 60 * Double.parseDouble(part.substring(0, minutes));
            cpu += Double.parseDouble(part.substring(minutes + 1, part.length() - 1));
        }
        return new Time(seconds, cpu);
    }

    private Time jackdaw(Scenario scenario, Path folder) throws Exception {
        toEngine.write(scenario.prefix() + " " + scenario.files() + " " + folder + "\n");
        toEngine.flush();
        String answer = fromEngine.readLine();
        if (answer == null || !answer.matches("[0-9.E-]+ [0-9.E-]+")) {
            throw new IllegalStateException("the engine says " + answer);
        }
        String[] words = answer.split(" ");
        return new Time(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
