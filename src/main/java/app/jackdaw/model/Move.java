package app.jackdaw.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where items go within the list and the queue; those that move together keep their order. The
 * window and the engine both go by it, so that what is seen is what starts next.
 */
public enum Move {
    FIRST,
    EARLIER,
    LATER,
    LAST;

    /** The list with the chosen elements moved. */
    public <T> List<T> in(List<T> list, Set<T> chosen) {
        List<T> moved = new ArrayList<>(list);
        switch (this) {
            case FIRST -> {
                List<T> movers = list.stream().filter(chosen::contains).toList();
                moved.removeAll(chosen);
                moved.addAll(0, movers);
            }
            case LAST -> {
                List<T> movers = list.stream().filter(chosen::contains).toList();
                moved.removeAll(chosen);
                moved.addAll(movers);
            }
            case EARLIER -> {
                for (int i = 1; i < moved.size(); i++) {
                    swap(moved, i, i - 1, chosen);
                }
            }
            case LATER -> {
                for (int i = moved.size() - 2; i >= 0; i--) {
                    swap(moved, i, i + 1, chosen);
                }
            }
        }
        return moved;
    }

    /** A chosen element passes a neighbour that is not chosen. */
    private static <T> void swap(List<T> list, int from, int to, Set<T> chosen) {
        if (chosen.contains(list.get(from)) && !chosen.contains(list.get(to))) {
            T passed = list.get(to);
            list.set(to, list.get(from));
            list.set(from, passed);
        }
    }
}
