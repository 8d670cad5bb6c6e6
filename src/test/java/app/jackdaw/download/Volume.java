package app.jackdaw.download;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small volume of its own, for as long as a test lasts; who may not mount one skips. */
public record Volume(Path path) implements AutoCloseable {

    /**
     * @param options of the mount, for example {@code size=2m,ro}
     */
    public static Volume mount(Path path, String options) throws Exception {
        Files.createDirectories(path);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        assumeTrue(mounted, "may not mount a small volume here");
        return new Volume(path);
    }

    /** FAT has no hard links, nor has exFAT, which needs no more of the kernel than FUSE. */
    static Volume withoutHardLinks(Path path) throws Exception {
        Files.createDirectories(path);
        Path image = path.resolveSibling(path.getFileName() + ".img");
        assumeTrue(
                isMounted("vfat", image, path) || isMounted("exfat-fuse", image, path),
                "may not mount a volume without hard links here");
        return new Volume(path);
    }

    private static boolean isMounted(String type, Path image, Path path) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(0);
            file.setLength(8 << 20);
        }
        return run(type.equals("vfat") ? "mkfs.vfat" : "mkfs.exfat", image.toString())
                && run("mount", "-t", type, "-o", "loop", image.toString(), path.toString());
    }

    /** From now on, for everybody. */
    public void refuseWrites() throws Exception {
        assumeTrue(
                run("mount", "-o", "remount,ro", path.toString()), "may not close a volume here");
    }

    /** What is in the first folder appears in the second one, as a volume that is mounted there. */
    public static Volume bind(Path folder, Path at) throws Exception {
        Files.createDirectories(at);
        boolean mounted = run("mount", "--bind", folder.toString(), at.toString());
        assumeTrue(mounted, "may not mount a folder here");
        return new Volume(at);
    }

    /** A file that nobody may write, not even root, though all around it may be written. */
    public static Volume readOnly(Path file) throws Exception {
        assumeTrue(
                run("mount", "--bind", file.toString(), file.toString()),
                "may not mount a file here");
        Volume mounted = new Volume(file);
        if (!run("mount", "-o", "remount,bind,ro", file.toString())) {
            mounted.close();
            assumeTrue(false, "may not close a file here");
        }
        return mounted;
    }

    /** Whether a command could be run and ended well. */
    static boolean run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", path.toString());
    }
}
