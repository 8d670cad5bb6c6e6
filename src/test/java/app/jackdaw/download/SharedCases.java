package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases of public test suites, kept beside the project; a checkout without them skips. */
public final class SharedCases {

    private SharedCases() {}

    public static JsonNode read(String file) throws IOException {
        Path path = Path.of("..", "shared", "cases", file);
        assumeTrue(Files.isRegularFile(path), () -> "no " + path + ": its cases are skipped");
        JsonNode rows = JsonMapper.shared().readTree(Files.readString(path));
        assertThat(rows.isArray() && !rows.isEmpty()).as("cases in %s", path).isTrue();
        return rows;
    }
}
