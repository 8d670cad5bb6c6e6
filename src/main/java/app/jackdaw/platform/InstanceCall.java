package app.jackdaw.platform;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a second start hands over to the running application: show yourself, and take these
 * arguments. Immutable, any thread.
 *
 * @param workingFolder what relative names among the arguments start from
 * @param arguments of the second start, possibly none
 */
public record InstanceCall(Path workingFolder, List<String> arguments) {

    /** Far above what a desktop passes on; keeps a broken caller from filling the memory. */
    private static final int MOST_ARGUMENTS = 10_000;

    private static final int LONGEST_TEXT = 1 << 20;

    /** First word on the wire; the number changes with the format. */
    private static final int MAGIC = 0x4A444157 + 1;

    static final int TAKEN = 0x54414B45;

    public InstanceCall {
        arguments = List.copyOf(arguments);
    }

    /** The call of this very start. */
    public static InstanceCall of(String... arguments) {
        return new InstanceCall(Path.of("").toAbsolutePath(), List.of(arguments));
    }

    void writeTo(DataOutputStream out, String key) throws IOException {
        out.writeInt(MAGIC);
        writeText(out, key);
        writeText(out, workingFolder.toString());
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            writeText(out, argument);
        }
        out.flush();
    }

    /**
     * @throws IOException also when the caller does not speak this format or has another key
     */
    static InstanceCall readFrom(DataInputStream in, String key) throws IOException {
        if (in.readInt() != MAGIC || !readText(in).equals(key)) {
            throw new IOException("not a start of this application");
        }
        try {
            Path folder = Path.of(readText(in));
            int count = checked(in.readInt(), MOST_ARGUMENTS);
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add(readText(in));
            }
            return new InstanceCall(folder, arguments);
        } catch (InvalidPathException notAPath) {
            throw new IOException("not a folder", notAPath);
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(checked(bytes.length, LONGEST_TEXT));
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[checked(in.readInt(), LONGEST_TEXT)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int checked(int number, int most) throws IOException {
        if (number < 0 || number > most) {
            throw new IOException("too long");
        }
        return number;
    }
}
