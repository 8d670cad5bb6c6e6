package app.jackdaw.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moving some of a list. */
class MoveTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    @ParameterizedTest
    @CsvSource({
        "FIRST, c, c a b d e",
        "FIRST, d b, b d a c e",
        "EARLIER, c, a c b d e",
        "EARLIER, a b, a b c d e",
        "EARLIER, a c d, a c d b e",
        "LATER, c, a b d c e",
        "LATER, d e, a b c d e",
        "LATER, a c, b a d c e",
        "LAST, b a, c d e a b",
        "LAST, a b c d e, a b c d e",
    })
    void movesAsItSays(Move move, String chosen, String expected) {
        List<String> list = List.of("a", "b", "c", "d", "e");
        assertThat(move.in(list, Set.of(chosen.split(" ")))).containsExactly(expected.split(" "));
    }

    @Test
    void nobodyIsLostAndOnlyTheChosenPassOthers() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            int size = random.nextInt(12);
            List<Integer> list = IntStream.range(0, size).boxed().toList();
            Set<Integer> chosen = new HashSet<>();
            list.stream().filter(_ -> random.nextInt(3) == 0).forEach(chosen::add);
            Move move = Move.values()[random.nextInt(Move.values().length)];
            List<Integer> moved = move.in(list, chosen);
            String which = "seed " + SEED + ", round " + round + ": " + move + " of " + chosen;

            assertThat(moved).as(which).containsExactlyInAnyOrderElementsOf(list);
            assertThat(moved.stream().filter(chosen::contains).toList()).as(which).isSorted();
            List<Integer> others = new ArrayList<>(moved);
            others.removeAll(chosen);
            assertThat(others).as(which).isSorted();
            for (int number : chosen) {
                int way = moved.indexOf(number) - number;
                switch (move) {
                    case FIRST -> assertThat(way).as(which).isNotPositive();
                    case EARLIER -> assertThat(way).as(which).isBetween(-1, 0);
                    case LATER -> assertThat(way).as(which).isBetween(0, 1);
                    case LAST -> assertThat(way).as(which).isNotNegative();
                }
            }
        }
    }
}
