package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LateTest {

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> ended = new ArrayList<>();

    private void end(String service, Duration patience) {
        ended.add(service + " within " + patience.toMillis());
    }

    @Test
    void isThereForWhoeverWaitsAndForNobodyBefore() {
        CompletableFuture<String> opens = new CompletableFuture<>();
        Late<String> late = Late.open("late", opens::join);
        assertThat(late.now()).isNull();
        opens.complete("service");
        assertThat(late.opened()).isEqualTo("service");
        assertThat(late.now()).isEqualTo("service");
    }

    @Test
    void whoWaitsHearsWhyItCannotBeOpened() {
        Late<String> late =
                Late.open(
                        "late",
                        () -> {
                            throw new IllegalStateException("no disk");
                        });
        assertThatThrownBy(late::opened)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no disk");
        assertThat(late.now()).isNull();
        late.close(this::end, Duration.ofDays(1), nanos::get);
        assertThat(ended).isEmpty();
    }

    @Test
    void theWaitForTheOpeningIsTakenFromTheTimeForTheEnd() {
        Late<String> late = Late.of("service");
        late.close(this::end, Duration.ofSeconds(1), this::later);
        assertThat(ended).containsExactly("service within 600");
    }

    /** 400 ms more each time. */
    private long later() {
        return nanos.getAndAdd(Duration.ofMillis(400).toNanos());
    }

    @Test
    void whatADeadDiskKeepsFromOpeningIsLeftAlone() {
        CompletableFuture<String> never = new CompletableFuture<>();
        Late<String> late = Late.open("late", never::join);
        late.close(this::end, Duration.ZERO, nanos::get);
        assertThat(ended).isEmpty();
        never.complete("at last");
        Late.of("there").close(this::end, Duration.ofSeconds(1), nanos::get);
        assertThat(ended).containsExactly("there within 1000");
    }
}
