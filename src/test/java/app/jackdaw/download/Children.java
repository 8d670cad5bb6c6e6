package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes of their own, to be killed or kept small. */
final class Children {

    private Children() {}

    /** Starts a class of the tests; what it prints is thrown away. */
    static Process start(Class<?> program, List<String> options, String... arguments)
            throws IOException {
        return builder(program, options, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts a class of the tests; whoever starts it reads what it prints. */
    static Process startTelling(Class<?> program, List<String> options, String... arguments)
            throws IOException {
        return builder(program, options, arguments).start();
    }

    /** Starts a class of the tests as a program that runs long: with every compiler. */
    static Process startTalking(Class<?> program, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-XX:TieredStopAtLevel=4");
        return builder(program, all).start();
    }

    private static ProcessBuilder builder(
            Class<?> program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }
}
