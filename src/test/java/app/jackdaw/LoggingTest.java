package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that is shipped, on real files in a context of its own. */
class LoggingTest {

    @TempDir Path folder;
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        System.setProperty(LogFolder.SWITCH, folder.resolve("日志 a").toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        context.setMDCAdapter(new LogbackMDCAdapter());
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("console");
    }

    @AfterEach
    void stop() {
        context.stop();
        System.clearProperty(LogFolder.SWITCH);
    }

    @Test
    void theConfigurationIsAcceptedWithoutComplaint() {
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
    }

    @Test
    void librariesAreQuietAndOursIsNot() {
        assertThat(level("app.jackdaw.net")).isEqualTo(Level.INFO);
        assertThat(level("org.apache.hc.client5.http.headers")).isEqualTo(Level.WARN);
        assertThat(level("com.microsoft.credentialstorage.StorageProvider")).isEqualTo(Level.WARN);
    }

    @Test
    void keysReachTheFileNeitherInMessagesNorInExceptions() throws IOException {
        Logger logger = context.getLogger("app.jackdaw.test");
        String token = "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234";
        logger.warn(
                "call with {}",
                "Bearer " + token,
                new IOException("refused " + token, new IOException("GET /x?code=NjY1ZDJmM2Y")));
        String log = Files.readString(logFile());
        assertThat(log)
                .contains("call with Bearer •••", "refused t-•••", "/x?code=•••", "Caused by")
                .doesNotContain("g1044", "NjY1");
    }

    @Test
    void thereAreNeverMoreThanFiveFilesOfAMegabyte() throws IOException {
        Logger logger = context.getLogger("app.jackdaw.test");
        String line = "x".repeat(20_000);
        for (int i = 0; i < 400; i++) { // 8 MB
            logger.info(line);
        }
        try (Stream<Path> files = Files.list(logFile().getParent())) {
            assertThat(files.toList())
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(1_200_000));
        }
    }

    @Test
    void withoutTheSwitchTheSystemsFolderIsMeant() {
        System.clearProperty(LogFolder.SWITCH);
        System.setProperty("jackdaw.home", folder.toString());
        try {
            assertThat(new LogFolder().getPropertyValue())
                    .isEqualTo(folder.resolve("logs").toString());
        } finally {
            System.clearProperty("jackdaw.home");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Authorization: Bearer abcdef           | Authorization: •••",
                "proxy-authorization=Basic dXNlcjpwdw== | proxy-authorization=•••",
                "bearer  abc.def-ghi, then              | bearer  •••, then",
                "?x=1&code=NjY1_-x&y=2                  | ?x=1&code=•••&y=2",
                "code%3DNjY1ZDJm and code%253DNjY1ZDJm  | code%3D••• and code%253D•••",
                "{\"app_secret\":\"abc\",\"x\":1}       | {\"app_secret\":\"•••\",\"x\":1}",
                "{\\\"app_secret\\\": \\\"abc\\\"}      | {\\\"app_secret\\\": \\\"•••\\\"}",
                "appSecret=abc clientSecret: abc        | appSecret=••• clientSecret: •••",
                "app_secret=abc&sig=A1%2Bb%3D&x=1       | app_secret=•••&sig=•••&x=1",
                "\"tenant_access_token\":\"zzz\"        | \"tenant_access_token\":\"•••\"",
                "got u-7f1bcd13fc57d46bac21793a18e560.  | got u-•••",
                "got eyJhbGciOiJFUzI1NiJ9.eyJz.c2ln-_ x | got eyJ••• x",
                "got eyJhbGciOiJFUzI1NiJ9               | got eyJ•••",
            })
    void keysAreMasked(String text, String masked) {
        assertThat(MaskingLayout.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform answered code=99991400 msg=request trigger frequency limit",
                "{\"code\":0,\"msg\":\"ok\"}",
                "thread [t-1] u-boot t-shirt-red.png at-a-distance-of-12345678",
                "SETTINGS_DAMAGED /home/x/settings-damaged-20261123-034805.json",
                "boxcnrHpsg1QDqXAAAyachabcef saved, 123 bytes"
            })
    void whatOpensNothingStaysReadable(String text) {
        assertThat(MaskingLayout.masked(text)).isEqualTo(text);
    }

    @Test
    void aLongTextIsMaskedInNoTime() {
        for (String part : List.of("code", "eyJ", "t-", "bearer ", "\"", "authorization:")) {
            String text = part.repeat(1_000_000 / part.length());
            assertThat(MaskingLayout.masked(text)).isNotNull();
        }
    }

    private Level level(String name) {
        return context.getLogger(name).getEffectiveLevel();
    }

    private Path logFile() {
        return folder.resolve("日志 a").resolve("jackdaw.log");
    }
}
