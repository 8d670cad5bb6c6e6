package app.jackdaw.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Starts another program without a shell; a port, so that every system's calls can be tried. */
@FunctionalInterface
interface ProgramLauncher {

    /**
     * Blocks until the program ended or the patience is over; it is never killed.
     *
     * @return the exit status; empty when it still runs, which openers do that stay in front
     * @throws IOException when the program cannot be started, mostly because there is none
     */
    OptionalInt run(List<String> command, Duration patience)
            throws IOException, InterruptedException;

    /** Real processes, their output thrown away. */
    static ProgramLauncher processes() {
        return (command, patience) -> {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        };
    }
}
