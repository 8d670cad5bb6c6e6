package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one batch of {@link CrashTrial} has left on the disk and in the ledger, compared with what
 * it must be and with the look before: nothing that was there may go.
 */
final class CrashLook {

    private final Path folder;
    private final Path ledger;
    private final Path copy;
    private final List<String> hashes;
    private final CrashFigures figures;

    /** Finished files by name, as they were found right: an untouched one is not read again. */
    private final Map<String, String> right = new HashMap<>();

    private final Set<String> saved = new HashSet<>();
    private boolean listed;

    /**
     * @param data the folder of the ledger
     * @param hashes SHA-256 of what each file must be
     */
    CrashLook(Path folder, Path data, List<String> hashes, CrashFigures figures) {
        this.folder = folder;
        this.ledger = data.resolve("ledger.db");
        this.copy = data.resolveSibling(data.getFileName() + "-copy");
        this.hashes = hashes;
        this.figures = figures;
    }

    Path ledger() {
        return ledger;
    }

    boolean isListed() {
        return listed;
    }

    /** From now on the whole list must be there, whatever happens. */
    void listed() {
        listed = true;
    }

    boolean isFinal(int file) {
        return right.containsKey(name(file));
    }

    private static String name(int file) {
        return "file" + file + ".bin";
    }

    private Path partOf(LedgerEntry entry) {
        Path target = folder.resolve(String.valueOf(entry.item().ownName()));
        return PartFile.beside(target, entry.item().shortDigest());
    }

    /** After the process was killed. */
    Set<CrashFigures.Met> afterKill() throws Exception {
        lookAtFiles(false);
        Set<CrashFigures.Met> met = new HashSet<>();
        for (LedgerEntry entry : entries()) {
            boolean named = right.containsKey(entry.item().ownName());
            boolean parted = Files.exists(partOf(entry));
            boolean whole = entry.part() != null && entry.part().stage() == Stage.WHOLE;
            if (named && parted) {
                met.add(CrashFigures.Met.LINKED);
            } else if (named && !(entry.state() instanceof TransferState.Saved)) {
                met.add(CrashFigures.Met.UNRECORDED);
            } else if (whole && parted) {
                met.add(CrashFigures.Met.NAMING);
            }
        }
        return met;
    }

    /** After the process ended by itself. */
    void afterEnd() throws Exception {
        right.clear(); // every file is read once more
        lookAtFiles(true);
        List<LedgerEntry> entries = entries();
        long unsaved =
                entries.stream().filter(e -> !(e.state() instanceof TransferState.Saved)).count();
        count(unsaved > 0, unsaved + " entries are not saved", () -> figures.lostEntries++);
        for (int i = 0; i < hashes.size(); i++) {
            count(!isFinal(i), "missing: " + name(i), () -> figures.missingFiles++);
        }
    }

    private void lookAtFiles(boolean ended) throws IOException {
        Set<String> gone = new HashSet<>(right.keySet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                gone.remove(name);
                if (name.endsWith(".part")) {
                    count(ended, "left: " + name, () -> figures.surplusFiles++);
                } else if (!name.matches("file\\d+\\.bin")) {
                    count(true, "surplus: " + name, () -> figures.surplusFiles++);
                } else {
                    judge(file, Integer.parseInt(name.substring(4, name.length() - 4)));
                }
            }
        }
        count(!gone.isEmpty(), "gone: " + gone, () -> figures.missingFiles++);
        right.keySet().removeAll(gone);
    }

    private void judge(Path file, int number) throws IOException {
        String looks = Files.getLastModifiedTime(file) + " " + Files.size(file);
        if (looks.equals(right.get(name(number)))) {
            return;
        }
        boolean same = CrashTrial.sha256(Files.readAllBytes(file)).equals(hashes.get(number));
        if (same) {
            right.put(name(number), looks);
        }
        count(!same, "wrong: " + name(number), () -> figures.wrongFiles++);
    }

    /** Of a copy: the next process shall find the ledger just as it was when the last one died. */
    private List<LedgerEntry> entries() throws IOException {
        if (!Files.exists(ledger)) {
            count(listed, "no ledger", () -> figures.lostEntries++);
            return List.of();
        }
        Files.createDirectories(copy);
        try (Stream<Path> old = Files.list(copy)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(ledger.getParent())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (KeptLedger kept = KeptLedger.open(copy.resolve(ledger.getFileName()))) {
            boolean broken = kept.store().problem().isPresent();
            count(broken, "ledger: " + kept.store().problem(), () -> figures.lostEntries++);
            check(kept.entries());
            return kept.entries();
        }
    }

    private void check(List<LedgerEntry> entries) {
        List<MediaItem> wanted = CrashChild.items(hashes.size());
        List<MediaItem> there = entries.stream().map(LedgerEntry::item).toList();
        if (listed) {
            List<MediaItem> lost = new ArrayList<>(wanted);
            lost.removeAll(there);
            count(!there.equals(wanted), "lost: " + lost, () -> figures.lostEntries++);
        }
        for (LedgerEntry entry : entries) {
            int number = wanted.indexOf(entry.item());
            boolean isSaved = entry.state() instanceof TransferState.Saved;
            boolean isRight =
                    number >= 0 && isFinal(number) && hashes.get(number).equals(entry.sha256());
            count(isSaved && !isRight, "not saved: " + entry, () -> figures.lostEntries++);
            boolean forgotten = !isSaved && saved.contains(entry.item().id());
            count(forgotten, "forgotten: " + entry, () -> figures.lostEntries++);
            if (isSaved) {
                saved.add(entry.item().id());
            }
        }
    }

    private static void count(boolean mistake, String words, Runnable counter) {
        if (mistake) {
            System.out.println(words);
            counter.run();
        }
    }
}
