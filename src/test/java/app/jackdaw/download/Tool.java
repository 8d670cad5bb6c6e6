package app.jackdaw.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Programs that fetch a file and can be told to go on with one that was begun; nobody's
 * configuration and nobody's proxy.
 */
enum Tool {
    JACKDAW("jackdaw"),
    CURL(
            "curl",
            "-q",
            "--no-progress-meter",
            "--fail",
            "--continue-at",
            "-",
            "--output",
            "file0.bin"),
    WGET("wget", "--no-config", "--quiet", "--continue"),
    WGET2("wget2", "--no-config", "--quiet", "--continue"),
    ARIA2("aria2c", "--no-conf", "--quiet", "--continue", "--file-allocation=none");

    private static final List<String> PROXIES = List.of("http_proxy", "all_proxy", "ALL_PROXY");

    private final String command;
    private final List<String> arguments;

    Tool(String command, String... arguments) {
        this.command = command;
        this.arguments = Arrays.asList(arguments);
    }

    String command() {
        return command;
    }

    /** What it says about its version; empty when it is not here. */
    Optional<String> version() {
        if (this == JACKDAW) {
            return Optional.of("jackdaw (with the start of its JVM)");
        }
        try {
            Process process =
                    new ProcessBuilder(command, "--version").redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader()) {
                return output.lines().findFirst().map(line -> line.split(" built | - | \\(")[0]);
            }
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    /**
     * Begins, or goes on.
     *
     * @param folder to write to; Jackdaw's ledger lies beside it
     * @param again whether a process before this one was killed
     */
    Process start(VersionServer server, Path folder, boolean again) throws IOException {
        Files.createDirectories(folder);
        if (this == JACKDAW) {
            return Children.start(
                    CrashChild.class,
                    List.of(),
                    server.root().toString(),
                    folder.toString(),
                    folder.resolveSibling(folder.getFileName() + ".db").toString(),
                    again ? "0" : "1");
        }
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        line.add(server.file().toString());
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(PROXIES);
        return builder.start();
    }
}
