package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Requirement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeOutsTest {

    @Test
    @Requirement(34)
    void nobodyIsWaitedForLongerThanTheDesignSays() {
        TimeOuts standard = TimeOuts.standard();
        assertThat(standard.connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(standard.tls()).isEqualTo(Duration.ofSeconds(10));
        assertThat(standard.response()).isEqualTo(Duration.ofSeconds(30));
        assertThat(standard.silence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(standard.read()).isEqualTo(Duration.ofSeconds(60));
        assertThat(standard.words()).isEqualTo(Duration.ofSeconds(3));
    }
}
