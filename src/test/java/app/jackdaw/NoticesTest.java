package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's program that collects the notices and lets no unknown licence through. */
class NoticesTest {

    private static final String KNOWN = "<license><id>Apache-2.0</id></license>";

    @TempDir Path folder;

    private record Ended(int status, String said) {}

    @Test
    void everyLibraryIsNamedWithItsLicenceItsNoticeAndTheText() throws Exception {
        jarWithNotice("one-1.0.jar", "Made with care by One.");
        Ended ended = collect(component("one", KNOWN), component("two", KNOWN));
        assertThat(ended.status()).describedAs(ended.said()).isZero();
        assertThat(Files.readString(notices()))
                .contains("org.example:one 1.0\n    Apache-2.0")
                .contains("org.example:two 1.0\n    Apache-2.0")
                .contains("Made with care by One.")
                .contains("The licence of org.example:one, org.example:two")
                .contains(Files.readString(Path.of("LICENSE")));
    }

    @Test
    void anUnknownLicenceFailsTheBuildAndIsNamed() throws Exception {
        Ended ended =
                collect(
                        component("good", KNOWN),
                        component("odd", "<license><name>Do as I say</name></license>"));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("org.example:odd 1.0: [Do as I say]");
        assertThat(ended.said()).doesNotContain("good");
        assertThat(notices()).doesNotExist();
    }

    @Test
    void aLibraryThatNamesNoLicenceFailsTheBuild() throws Exception {
        Ended ended = collect(component("silent", ""));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("org.example:silent 1.0: []");
    }

    @Test
    void ofSeveralLicencesOneThatIsPermittedIsEnough() throws Exception {
        String both = "<license><name>Do as I say</name></license>" + KNOWN;
        Ended ended = collect(component("dual", both));
        assertThat(ended.status()).describedAs(ended.said()).isZero();
        assertThat(Files.readString(notices())).contains("dual 1.0\n    Apache-2.0");
    }

    private static String component(String name, String licences) {
        return """
        <component><group>org.example</group><name>%s</name><version>1.0</version>\
        <licenses>%s</licenses></component>
        """
                .formatted(name, licences);
    }

    private Path notices() {
        return folder.resolve("out/THIRD-PARTY.txt");
    }

    private void jarWithNotice(String name, String text) throws IOException {
        Path jar = Files.createDirectories(folder.resolve("libraries")).resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/NOTICE"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    /** As the profile "installer" runs it: the source, with the JDK that builds. */
    private Ended collect(String... components) throws Exception {
        Path list = folder.resolve("list.xml");
        Files.writeString(
                list, "<bom><components>" + String.join("", components) + "</components></bom>");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Path.of("packaging", "Notices.java").toString());
        command.add(list.toString());
        command.add(folder.resolve("libraries").toString());
        command.add(notices().toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
