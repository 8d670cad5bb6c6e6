package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told from a file by its beginning, its length and what is known of the item. */
class ErrorPageTest {

    private static Optional<Cause> find(
            @Nullable String name, @Nullable Long size, HeadOnly answer, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                MediaItem.ofToken("t", new ItemSource.PastedToken(1))
                        .withNames(null, name)
                        .withFacts(size, null);
        return ErrorPage.find(
                        AwaitedFile.of(item, -1, Validator.NONE, answer),
                        "H",
                        answer,
                        bytes,
                        bytes.length)
                .map(Problem::cause);
    }

    /** Size states of the document: none, that of the body, another one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // body | name | size | with a version | cause
                "{\"code\":1061003,\"msg\":\"gone\"} | a.pdf | none | no | ERROR_PAGE",
                "{\"code\":1061003,\"msg\":\"gone\"} | a.pdf | other | yes | ERROR_PAGE",
                "{\"code\":1061003,\"msg\":\"gone\"} | a.json | none | no | -",
                "{\"code\":1061003,\"msg\":\"gone\"} | a.json | other | no | ERROR_PAGE",
                "{\"code\":1061003,\"msg\":\"gone\"} | a.json | equal | no | -",
                "{\"code\":1061003,\"msg\":\"gone\"} | - | none | no | ERROR_PAGE",
                "{\"code\":\"Expired\",\"message\":\"x\"} | a.pdf | none | no | ERROR_PAGE",
                "{\"code\":0,\"msg\":\"ok\"} | a.pdf | none | no | ERROR_PAGE",
                "{\"code\":0,\"data\":{}} | a.pdf | none | no | -",
                "{\"error\":\"x\"} | a.pdf | other | no | ERROR_PAGE",
                "{\"error\":\"x\"} | a.pdf | none | no | -",
                "<!DOCTYPE html><p> | a.pdf | none | yes | INTERCEPTED",
                "<!-- x --> <html> | a.pdf | none | no | INTERCEPTED",
                "<?xml version='1.0'?><!DOCTYPE html><html> | a.zip | none | no | INTERCEPTED",
                "<html> | a.html | none | no | -",
                "<html> | a.html | equal | no | -",
                "<html> | a.html | other | no | INTERCEPTED",
                "<html> | - | none | yes | INTERCEPTED",
                "<html> | - | equal | no | -",
                "<html> | - | none | no | INTERCEPTED",
                "<!DOCTYPE html> | a.php | none | no | -",
                "<Error><Code>x</Code></Error> | a.pdf | none | yes | ERROR_PAGE",
                "<Error xmlns='x'><Code>x</Code></Error> | a.pdf | none | yes | ERROR_PAGE",
                "<Error><Code>x</Code></Error> | a.xml | none | no | -",
                "<svg/> | a.pdf | other | no | ERROR_PAGE",
                "<svg/> | a.svg | other | no | -",
                "%PDF-1.7 | a.pdf | other | no | -"
            })
    @Fault({10, 11, 12})
    @Requirement(7)
    void aPageIsToldFromAFile(
            String body, String name, String size, String version, @Nullable Cause cause) {
        Map<String, String> headers = version.equals("yes") ? Map.of("ETag", "\"v\"") : Map.of();
        Long stated =
                switch (size) {
                    case "none" -> null;
                    case "equal" -> (long) body.length();
                    default -> 1_000_000L;
                };
        // with a length and, sent in chunks, without
        for (long length : new long[] {body.length(), -1}) {
            assertThat(find(name, stated, new HeadOnly(length, headers), body))
                    .as("length %d", length)
                    .isEqualTo(Optional.ofNullable(cause));
        }
    }

    @Test
    @Fault(12)
    void aNameInTheHeaderSpeaksForAFileOfUnknownKind() {
        HeadOnly named =
                new HeadOnly(-1, Map.of("Content-Disposition", "attachment; filename=report.html"));
        assertThat(find(null, null, named, "<html>")).isEmpty();
        assertThat(find(null, null, named, "{\"code\":1,\"msg\":\"\"}")).isEmpty();
        assertThat(find("a.png", null, named, "<html>")).contains(Cause.INTERCEPTED);
    }

    /** Of a file of which nothing is known, or of which the name alone is: what the answer says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // name | host | type | version | body | cause
                "- | h | text/html; charset=utf-8 | \"v\" | <html> | INTERCEPTED",
                "- | h | application/xhtml+xml | \"v\" | <html> | INTERCEPTED",
                "- | h | - | \"v\" | <html> | INTERCEPTED",
                "- | h | application/octet-stream | \"v\" | <html> | -",
                "- | h | application/octet-stream | - | <html> | INTERCEPTED",
                "a.html | h | text/html | - | <html> | -",
                "a.html | h | text/html | - | <html><form action=login><input type=password> | -",
                "a.html | portal | text/html | \"v\" | <html> | INTERCEPTED",
                "a.html | h | text/html | - | <html><!-- <WISPAccessGatewayParam> | INTERCEPTED",
                "a.csv | h | text/html | - | <html> | INTERCEPTED",
                "a.csv | h | text/csv | - | <html> | -",
                "a.txt | h | text/html | - | <html> | -",
            })
    @Fault({11, 12})
    @Requirement(7)
    void aPageThatNobodyVouchesForIsNotSaved(
            @Nullable String name,
            String host,
            @Nullable String type,
            @Nullable String version,
            String body,
            @Nullable Cause cause) {
        Map<String, String> headers = new HashMap<>();
        if (type != null) {
            headers.put("Content-Type", type);
        }
        if (version != null) {
            headers.put("ETag", version);
        }
        HeadOnly answer = new HeadOnly(body.length(), headers, host);
        assertThat(find(name, null, answer, body)).isEqualTo(Optional.ofNullable(cause));
        headers.put("Content-Disposition", "attachment; filename=\"mine\"");
        assertThat(find(name, null, answer, body)).as("named in the header").isEmpty();
    }

    /** The platform's envelope, or a storage's, where a text was asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // name | type | body | cause
                "名单.csv | application/json | {\"code\":1061004,\"msg\":\"forbidden\"} | ERROR_PAGE",
                "a.csv | text/csv | {\"code\":1061004,\"msg\":\"forbidden\"} | -",
                "a.csv | - | {\"code\":1061004,\"msg\":\"forbidden\"} | -",
                "a.txt | application/json; charset=utf-8 | {\"code\":1,\"msg\":\"\"} | ERROR_PAGE",
                "a.txt | text/plain | {\"code\":1,\"msg\":\"\"} | -",
                "a.log | - | {\"code\":1,\"msg\":\"\"} | -",
                "a.rtf | application/json | {\"code\":1,\"msg\":\"\"} | ERROR_PAGE",
                "a.json | application/json | {\"code\":1,\"msg\":\"\"} | -",
                "a.csv | application/json | {\"code\":0,\"msg\":\"\"} | -",
                "- | application/json | {\"code\":1061004,\"data\":null} | ERROR_PAGE",
                "- | application/json | {\"products\":[{\"code\":\"P-1\"}]} | -",
                "- | application/octet-stream | {\"code\":1061004,\"data\":null} | -",
                "a.png | - | {\"code\":1061004,\"data\":null} | ERROR_PAGE",
                "a.png | application/json | {\"error\":\"link expired\"} | ERROR_PAGE",
                "a.png | application/json | {\"code\":0,\"data\":null} | ERROR_PAGE",
                "a.png | application/json | {\"name\":\"x\"} | -",
                "a.csv | application/json | {\"error\":\"x\"} | -",
                "a.csv | application/xml | <Error><Code>AccessDenied</Code></Error> | ERROR_PAGE",
                "a.svg | application/xml | <Error><Code>x</Code></Error> | ERROR_PAGE",
                "a.txt | text/xml | <Error><Code>AccessDenied</Code></Error> | ERROR_PAGE",
                "a.txt | text/plain | <Error><Code>AccessDenied</Code></Error> | -",
                "a.xml | application/xml | <Error><Code>AccessDenied</Code></Error> | -",
            })
    @Fault({10, 11})
    @Requirement(7)
    void anEnvelopeIsNoTextThatWasAskedFor(
            @Nullable String name, @Nullable String type, String body, @Nullable Cause cause) {
        Map<String, String> headers = new HashMap<>();
        if (type != null) {
            headers.put("Content-Type", type);
        }
        HeadOnly answer = new HeadOnly(body.length(), headers, "h");
        assertThat(find(name, null, answer, body)).isEqualTo(Optional.ofNullable(cause));
        if (!"a.png".equals(name)) {
            headers.put("Content-Disposition", "attachment; filename=\"mine\"");
            assertThat(find(name, null, answer, body)).as("named in the header").isEmpty();
        }
    }

    /** Of a file of another length, of which something is there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // name | type | promised | body | cause
                "a.pdf | text/plain; charset=gbk | 300000 | Please log in | ERROR_PAGE",
                "a.pdf | application/json | 300000 | Please log in | ERROR_PAGE",
                "a.pdf | text/plain | -1 | Please log in | -",
                "a.pdf | text/plain | 5 | Please log in | -",
                "a.pdf | application/pdf | 300000 | Please log in | -",
                "a.pdf | - | 300000 | Please log in | ERROR_PAGE",
                "a.pdf | - | -1 | Please log in | -",
                "a.pdf | text/plain | 300000 | %PDF-\u0001-1.7 | -",
                "a.txt | text/plain | 300000 | Please log in | -",
                "- | text/plain | 300000 | Please log in | -",
                "a.pdf | text/html | 300000 | <html>Please log in | INTERCEPTED",
                "a.pdf | - | 300000 | {\"error\":\"x\"} | ERROR_PAGE",
                "a.pdf | - | 300000 | <denied/> | ERROR_PAGE",
                "a.txt | - | 300000 | {\"error\":\"x\"} | -",
                "a.svg | - | 300000 | <svg/> | -",
            })
    @Fault(10)
    @Requirement({7, 12})
    void aFewWordsAreNoNewVersionOfAFileThatNeverBeginsSo(
            @Nullable String name,
            @Nullable String type,
            long promised,
            String body,
            @Nullable Cause cause) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                MediaItem.ofToken("t", new ItemSource.PastedToken(1)).withNames(null, name);
        Map<String, String> headers = type == null ? Map.of() : Map.of("Content-Type", type);
        for (long length : new long[] {bytes.length, -1}) {
            HeadOnly answer = new HeadOnly(length, headers);
            AwaitedFile file = AwaitedFile.of(item, promised, Validator.NONE, answer);
            assertThat(ErrorPage.find(file, "h", answer, bytes, bytes.length).map(Problem::cause))
                    .as("length %d", length)
                    .isEqualTo(Optional.ofNullable(cause));
        }
    }

    /** Of kinds that hold plain text or JSON often enough, what a storage has is believed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // name | type | version | in the header | promised | body | cause
                "a.stp | text/plain | \"2\" | - | 300000 | ISO-10303-21; | -",
                "a.stp | text/plain | \"1\" | - | 300000 | Please log in | ERROR_PAGE",
                "a.stp | text/plain | W/\"2\" | - | 300000 | Please log in | ERROR_PAGE",
                "a.stp | text/plain | - | - | 300000 | Please log in | ERROR_PAGE",
                "a.stp | text/plain | - | a.stp | 300000 | Please log in | ERROR_PAGE",
                "a.stp | text/plain | \"1\" | a.stp | 300000 | ISO-10303-21; | -",
                "a.stp | text/html | \"2\" | - | 300000 | <html> | INTERCEPTED",
                "a.pdf | text/plain | \"2\" | a.pdf | 300000 | Please log in | ERROR_PAGE",
                "a.pdf | - | \"2\" | - | 300000 | %PDF-1.7 | -",
                "a.pdf | - | \"1\" | - | 300000 | Not found | ERROR_PAGE",
                "a.bak | application/json | \"2\" | a.bak | -1 | {\"name\":\"x\",\"message\":\"\"} | -",
                "a.bak | application/json | \"2\" | - | -1 | {\"message\":\"\"} | ERROR_PAGE",
                "a.bak | application/json | - | a.bak | -1 | {\"message\":\"\"} | ERROR_PAGE",
                "a.png | application/json | \"2\" | a.png | -1 | {\"message\":\"\"} | ERROR_PAGE",
            })
    @Fault({10, 13})
    @Requirement({7, 12})
    void aStoredFileThatMayWellBePlainIsNoErrorPage(
            String name,
            @Nullable String type,
            @Nullable String version,
            @Nullable String inHeader,
            long promised,
            String body,
            @Nullable Cause cause) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept-Ranges", "bytes"));
        if (type != null) {
            headers.put("Content-Type", type);
        }
        if (version != null) {
            headers.put("ETag", version);
        } else {
            headers.remove("Accept-Ranges");
        }
        if (inHeader != null) {
            headers.put("Content-Disposition", "attachment; filename=" + inHeader);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                MediaItem.ofToken("t", new ItemSource.PastedToken(1)).withNames(null, name);
        Validator there = promised < 0 ? Validator.NONE : new Validator("\"1\"", null);
        HeadOnly answer = new HeadOnly(bytes.length, headers);
        AwaitedFile file = AwaitedFile.of(item, promised, there, answer);
        assertThat(ErrorPage.find(file, "h", answer, bytes, bytes.length).map(Problem::cause))
                .isEqualTo(Optional.ofNullable(cause));
    }

    @Test
    void aCodeIsToldWhole() {
        HeadOnly answer = new HeadOnly(-1, Map.of());
        byte[] page = "{\"code\":1000040351,\"msg\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                MediaItem.ofToken("t", new ItemSource.PastedToken(1)).withNames(null, "a.png");
        assertThat(
                        ErrorPage.find(
                                AwaitedFile.of(item, -1, Validator.NONE, answer),
                                "h",
                                answer,
                                page,
                                page.length))
                .map(Problem::platformCode)
                .contains(1_000_040_351);
    }

    @Test
    void nothingThatMayStandBeforeAPageHidesIt() {
        for (int blank = 0; blank <= Character.MAX_VALUE; blank++) {
            if (Character.isWhitespace(blank)) {
                byte[] page =
                        (Character.toString(blank) + "<html>").getBytes(StandardCharsets.UTF_8);
                assertThat(ErrorPage.mayBe(page, page.length)).as("U+%04X", blank).isTrue();
            }
        }
        byte[] marked = "\uFEFF \n{}".getBytes(StandardCharsets.UTF_8);
        assertThat(ErrorPage.mayBe(marked, marked.length)).isTrue();
        assertThat(ErrorPage.mayBe(marked, 0)).as("nothing read yet").isTrue();
    }

    @Test
    void whatBeginsOtherwiseIsNotReadOn() {
        for (int first = 0; first < 256; first++) {
            byte[] file = {(byte) first, 'P', 'N', 'G'};
            String text = new String(file, StandardCharsets.UTF_8).stripLeading();
            assertThat(ErrorPage.mayBe(file, file.length))
                    .as("0x%02X", first)
                    .isEqualTo(text.startsWith("{") || text.startsWith("<"));
        }
    }
}
