package app.jackdaw.practice;

import static app.jackdaw.practice.ByteRange.Kind.PART;
import static app.jackdaw.practice.ByteRange.Kind.UNSATISFIABLE;
import static app.jackdaw.practice.ByteRange.Kind.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-, 10, 90",
        "bytes=10-19, 10, 10",
        "bytes=99-, 99, 1",
        "bytes=50-999, 50, 50",
        "bytes=-1, 99, 1",
        "bytes=-999, 0, 100"
    })
    void oneRangeIsAPart(String header, long first, long count) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new ByteRange(PART, first, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "items=0-1",
                "",
                "bytes 0-1",
                "bytes=99999999999999999999-"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.read(header, 100)).isEqualTo(new ByteRange(WHOLE, 0, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void whatLiesBehindTheEndIsUnsatisfiable(String header) {
        assertThat(ByteRange.read(header, 100).kind()).isEqualTo(UNSATISFIABLE);
    }

    @Test
    void anEmptyFileHasNoPart() {
        assertThat(ByteRange.read("bytes=0-", 0).kind()).isEqualTo(UNSATISFIABLE);
        assertThat(ByteRange.read(null, 0)).isEqualTo(new ByteRange(WHOLE, 0, 0));
    }
}
