package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job: wanted files become files on disk, once, under good names. */
class DownloadsTest {

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static FaultServer.Script file(byte[] content) {
        return file(content, "");
    }

    private static FaultServer.Script file(byte[] content, String headers) {
        return (_, wire) -> wire.answer("200 OK", headers, content);
    }

    @Test
    void savesWhatTheServerSends() throws Exception {
        byte[] content = Bench.bytes(1_000_000, 1);
        Transfer transfer = bench.run(bench.scripted("one", file(content)));
        Path saved = bench.assertSaved(transfer, content);
        assertThat(saved).isEqualTo(folder.resolve("one.bin"));
        assertThat(transfer.received()).isEqualTo(content.length);
        assertThat(bench.downloads().receivedBytes()).isEqualTo(content.length);
        assertThat(transfer.facts().attempts()).isEqualTo(1);
        assertThat(transfer.facts().sha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        java.security.MessageDigest.getInstance("SHA-256")
                                                .digest(content)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = 0)
    @Requirement(8)
    void savesAnEmptyFile(@Nullable Long size) throws Exception {
        bench.scripted("empty", file(new byte[0]));
        bench.assertSaved(bench.run(Bench.item("empty", "empty.bin", size)), new byte[0]);
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(bench.server.requests()).noneMatch(FaultServer.Request::isRanged);
    }

    @Test
    void savesManyFilesEachOnce() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(bench.scripted("t" + i, file(Bench.bytes(1000 + i, i))));
        }
        List<Transfer> transfers = bench.downloads().start(items, folder);
        bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        for (int i = 0; i < 40; i++) {
            bench.assertSaved(transfers.get(i), Bench.bytes(1000 + i, i));
        }
        assertThat(bench.files()).hasSize(40);
        assertThat(bench.server.requests()).hasSize(40);
    }

    @Test
    void fetchesAgainWhatWasSavedAndDeleted() throws Exception {
        MediaItem item = bench.scripted("one", file("hello".getBytes(StandardCharsets.UTF_8)));
        Transfer transfer = bench.run(item);
        Files.delete(folder.resolve("one.bin"));
        bench.start(item);
        Bench.until(transfer, _ -> bench.server.requests().size() == 2);
        bench.assertSaved(Bench.ended(transfer), "hello".getBytes(StandardCharsets.UTF_8));
        assertThat(bench.files()).containsExactly("one.bin");
    }

    @Test
    @Requirement(26)
    void neverTellsTheLinkHostAnythingSecret() throws Exception {
        bench.run(bench.scripted("one", file(new byte[10])));
        assertThat(bench.server.requests())
                .allSatisfy(request ->
                        assertThat(request.headers())
                                .doesNotContainKeys("authorization", "cookie"));
    }

    // names

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "张三, 合同.pdf, -, -, -, 张三.pdf",
                "张三.docx, 合同.pdf, -, -, -, 张三.docx",
                "2024.12, 合同.pdf, -, -, -, 2024.12.pdf",
                "张三, -, image/png, -, -, 张三.png",
                "张三, -, -, attachment; filename=x.jpg, -, 张三.jpg",
                "张三, -, -, -, image/gif, 张三.gif",
                "-, 合同.pdf, -, attachment; filename=x.jpg, -, 合同.pdf",
                "-, -, -, attachment; filename*=UTF-8''%E5%9B%BE.jpg, -, 图.jpg",
                "-, -, -, -, video/mp4, token1.mp4",
                "-, -, application/pdf, -, application/octet-stream, token1.pdf",
                "-, -, -, -, -, token1",
                "../../etc/passwd, -, -, -, -, passwd",
                "CON.txt, -, -, -, -, _CON.txt"
            })
    @Fault({65, 66})
    void namesFilesAsTheUserWould(
            String own, String known, String type, String disposition, String content, String name)
            throws Exception {
        String headers =
                (disposition == null ? "" : "Content-Disposition: " + disposition + "\r\n")
                        + (content == null ? "" : "Content-Type: " + content + "\r\n");
        bench.links.put("token1", bench.server.on("/path.exe", file(new byte[9], headers)));
        MediaItem item =
                MediaItem.ofToken("token1", new ItemSource.PastedToken(1))
                        .withNames(own, known)
                        .withFacts(null, type);
        bench.assertSaved(bench.run(item), new byte[9]);
        assertThat(bench.files()).containsExactly(name);
    }

    /** Whatever the system speaks: the window may be asked to speak another language. */
    @ParameterizedTest
    @CsvSource({"zh, 合同.pdf", "en, ºÏÍ¬.pdf"})
    @Fault(65)
    void readsNamesWithoutACharacterSetInTheLanguageOfTheUser(Locale language, String name)
            throws Exception {
        String octets = new String("合同.pdf".getBytes("GB18030"), StandardCharsets.ISO_8859_1);
        String header = "Content-Disposition: attachment; filename=\"" + octets + "\"\r\n";
        bench.links.put("token1", bench.server.on("/path", file(new byte[9], header)));
        bench.downloads().setLanguage(language);
        bench.assertSaved(bench.run(Bench.item("token1", null, null)), new byte[9]);
        assertThat(bench.files()).containsExactly(name);
    }

    /** The transfer does not end with it. */
    @Test
    void aNameInACharacterSetThatCanOnlyBeReadIsRead() throws Exception {
        String header =
                "Content-Disposition: attachment; filename*0*=ISO-2022-CN''a; filename*1=b.txt\r\n";
        bench.links.put("token1", bench.server.on("/path", file(new byte[9], header)));
        bench.assertSaved(bench.run(Bench.item("token1", null, null)), new byte[9]);
        assertThat(bench.files()).containsExactly("ab.txt");
    }

    /**
     * A name that was made safe is marked, wherever it came from; an extension or number is not.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, attachment; filename*=UTF-8''a%3Ab.png, a_b.png, ADJUSTED",
                "-, attachment; filename=aux.txt, _aux.txt, ADJUSTED",
                "-, attachment; filename=fine.png, fine.png, AS_WANTED",
                "-, attachment; filename*=UTF-8''e%CC%81.png, \u00e9.png, AS_WANTED",
                "own: name.pdf, -, own_ name.pdf, ADJUSTED",
                "' own name.pdf ', -, own name.pdf, AS_WANTED",
                "own name, attachment; filename=x.pdf, own name.pdf, AS_WANTED",
                "dir/own.pdf, -, own.pdf, ADJUSTED",
                "-, -, token1, AS_WANTED",
            })
    void marksNamesThatWereMadeSafe(
            String own, String disposition, String name, Transfer.Name marked) throws Exception {
        Files.writeString(folder.resolve(name), "in the way");
        String headers = disposition == null ? "" : "Content-Disposition: " + disposition + "\r\n";
        bench.links.put("token1", bench.server.on("/path.exe", file(new byte[9], headers)));
        MediaItem item =
                MediaItem.ofToken("token1", new ItemSource.PastedToken(1)).withNames(own, null);
        Transfer transfer = bench.run(item);
        assertThat(transfer.facts().target())
                .as("numbered, which is no adjustment")
                .isEqualTo(folder.resolve(FileNames.numbered(name, 2)));
        assertThat(transfer.facts().name()).isEqualTo(marked);
    }

    /** F72 and R43: equal names get numbers in the order of the list. */
    @Test
    @Fault(72)
    @Requirement(43)
    void numbersEqualNames() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        String[] names = {"a.txt", "A.TXT", "a.txt", "\u00e9.txt", "e\u0301.txt"};
        for (int i = 0; i < names.length; i++) {
            bench.scripted("t" + i, file(new byte[] {(byte) i}));
            items.add(Bench.item("t" + i, names[i], null));
        }
        bench.downloads().setAtOnce(16);
        List<Transfer> transfers = bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        assertThat(bench.files())
                .containsExactlyInAnyOrder(
                        "a.txt", "A (2).TXT", "a (3).txt", "\u00e9.txt", "\u00e9 (2).txt");
        assertThat(Files.readAllBytes(folder.resolve("a (3).txt"))).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Fault(72)
    @Requirement(43)
    void numbersFollowTheListWhicheverServerAnswersFirst(long seed) throws Exception {
        int files = 12;
        List<Integer> order = new ArrayList<>(IntStream.range(0, files).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<CountDownLatch> answered =
                IntStream.rangeClosed(0, files).mapToObj(_ -> new CountDownLatch(1)).toList();
        answered.getFirst().countDown();
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            int place = order.indexOf(i);
            byte[] content = {(byte) i};
            FaultServer.Script script =
                    (_, wire) -> {
                        answered.get(place).await();
                        wire.answer(
                                "200 OK",
                                "Content-Disposition: attachment; filename=image.png\r\n",
                                content);
                        answered.get(place + 1).countDown();
                    };
            bench.links.put("t" + i, bench.server.on("/t" + i, script));
            // some are known by that name beforehand
            items.add(Bench.item("t" + i, i % 4 == 3 ? "image.png" : null, null));
        }
        bench.downloads().setAtOnce(16);
        bench.downloads().start(items, folder).forEach(Bench::ended);
        for (int i = 0; i < files; i++) {
            String name = i == 0 ? "image.png" : "image (" + (i + 1) + ").png";
            assertThat(folder.resolve(name)).hasBinaryContent(new byte[] {(byte) i});
        }
    }

    @Test
    @Requirement(43)
    void aFileThatGetsNoAnswerKeepsNobodyFromChoosingAName() throws Exception {
        bench.close();
        bench = new Bench(folder, Bench.SILENCE);
        FaultServer.Script named =
                (_, wire) ->
                        wire.answer(
                                "200 OK",
                                "Content-Disposition: attachment; filename=image.png\r\n",
                                new byte[1]);
        bench.links.put("mute", bench.server.on("/mute", (_, wire) -> wire.timeout()));
        bench.links.put("t", bench.server.on("/t", named));
        List<Transfer> transfers =
                bench.downloads()
                        .start(
                                List.of(
                                        Bench.item("mute", null, null),
                                        Bench.item("t", null, null)),
                                folder);
        bench.assertSaved(Bench.ended(transfers.get(1)), new byte[1]);
    }

    @Test
    void putsFilesIntoTheFoldersBesideTheirTokens() throws Exception {
        bench.scripted("t", file(new byte[1]));
        bench.run(Bench.item("t", "a.txt", null).withFolder("2024\\合同/客户:甲"));
        assertThat(bench.files()).containsExactly("2024/合同/客户_甲/a.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                "\\\\host\\share",
                "C:\\x",
                "a/../..",
                "..",
                "c:x",
                "a/b/c/d/e/f/g/h/i"
            })
    @Requirement(43)
    void refusesFoldersThatLeadOut(String refused) throws Exception {
        bench.scripted("t", file(new byte[1]));
        Transfer transfer = bench.run(Bench.item("t", "a.txt", null).withFolder(refused));
        bench.assertFailed(transfer, Cause.FOLDER_REFUSED);
        assertThat(bench.files()).isEmpty();
    }

    @Test
    void refusesASymbolicLinkThatLeadsOut(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(folder.resolve("out"), outside);
        bench.scripted("t", file(new byte[1]));
        bench.assertFailed(
                bench.run(Bench.item("t", "a.txt", null).withFolder("out")), Cause.FOLDER_REFUSED);
        assertThat(outside).isEmptyDirectory();
    }

    // files that are there already

    @Test
    void skipsAFileOfTheSameNameAndSize() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[10]);
        bench.scripted("known", file(new byte[10]));
        Transfer known = bench.run(Bench.item("known", "a.txt", 10L));
        assertThat(known.state()).isEqualTo(new TransferState.Skipped(folder.resolve("a.txt")));
        assertThat(bench.server.requests()).isEmpty();
        assertThat(bench.links.given("known")).isZero();
    }

    @Test
    void skipsAFileOnceTheServerHasToldItsSize() throws Exception {
        Files.write(folder.resolve("token1.mp4"), new byte[10]);
        bench.links.put(
                "token1", bench.server.on("/x", file(new byte[10], "Content-Type: video/mp4\r\n")));
        Transfer transfer = bench.run(MediaItem.ofToken("token1", new ItemSource.PastedToken(1)));
        assertThat(transfer.state()).isInstanceOf(TransferState.Skipped.class);
        assertThat(bench.files()).containsExactly("token1.mp4");
    }

    @Test
    void keepsAnotherFileOfTheSameName() throws Exception {
        Files.write(folder.resolve("A.txt"), new byte[10]);
        bench.scripted("t", file(new byte[11]));
        bench.run(Bench.item("t", "a.txt", null));
        assertThat(bench.files()).containsExactlyInAnyOrder("A.txt", "a (2).txt");
        assertThat(folder.resolve("A.txt")).hasSize(10);
    }

    /** Two items of equal name and size are two files, not one that was there already. */
    @Test
    void anotherItemsFileIsNeverTakenForThisOne() throws Exception {
        bench.scripted("t1", file(new byte[] {1}));
        bench.scripted("t2", file(new byte[] {2}));
        bench.run(Bench.item("t1", "a.txt", 1L));
        bench.run(Bench.item("t2", "a.txt", 1L));
        assertThat(Files.readAllBytes(folder.resolve("a.txt"))).containsExactly(1);
        assertThat(Files.readAllBytes(folder.resolve("a (2).txt"))).containsExactly(2);
    }

    @Test
    void replacesOnlyWhenToldTo() throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[10]);
        bench.scripted("t", file(new byte[11]));
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        bench.run(Bench.item("t", "a.txt", null));
        assertThat(bench.files()).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).hasSize(11);
    }

    @Test
    void asksOnceForAll() throws Exception {
        List<Path> asked = new ArrayList<>();
        bench.question =
                (_, existing) -> {
                    asked.add(existing);
                    return new ConflictQuestion.Answer(
                            ConflictQuestion.Choice.OVERWRITE, ConflictQuestion.Reach.ALL);
                };
        bench.downloads().setConflicts(Conflicts.ASK);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Files.write(folder.resolve(i + ".txt"), new byte[1]);
            bench.scripted("t" + i, file(new byte[20]));
            items.add(Bench.item("t" + i, i + ".txt", null));
        }
        bench.downloads().start(items, folder).forEach(Bench::ended);
        assertThat(asked).hasSize(1);
        assertThat(bench.files()).hasSize(5);
        assertThat(folder.resolve("4.txt")).hasSize(20);
    }

    /** F71 */
    @Test
    @Fault(71)
    void givesWayWhenTheNameIsTakenAtTheLastMoment() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                            Files.write(folder.resolve("t.bin"), new byte[3]);
                            wire.text("lo");
                        });
        Path saved = bench.assertSaved(bench.run(item), "hello".getBytes(StandardCharsets.UTF_8));
        assertThat(saved).isEqualTo(folder.resolve("t (2).bin"));
        assertThat(folder.resolve("t.bin")).hasSize(3);
    }

    // user's commands

    @Test
    void cancelDeletesThePartAndNothingElse() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhel");
                            wire.timeout();
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 3);
        bench.downloads().cancel(List.of("t"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        assertThat(bench.files()).isEmpty();
        assertThat(bench.downloads().transfers()).hasSize(1);
    }

    @Test
    void removeKeepsFinishedFiles() throws Exception {
        Transfer transfer = bench.run(bench.scripted("t", file(new byte[5])));
        bench.downloads().remove(List.of("t"));
        assertThat(bench.downloads().transfers()).isEmpty();
        assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    @Requirement(43)
    void aFileWhoseItemLeftTheListKeepsItsNameInEveryCase() throws Exception {
        bench.scripted("t", file(new byte[5]));
        bench.run(Bench.item("t", "Report.pdf", 5L));
        bench.downloads().remove(List.of("t"));
        bench.scripted("u", file(new byte[6]));
        bench.run(Bench.item("u", "report.pdf", 6L));
        assertThat(bench.files()).containsExactly("Report.pdf", "report (2).pdf");
    }

    @Test
    void aFileWhoseItemLeftTheListIsAFileLikeAnyOther() throws Exception {
        bench.run(bench.scripted("t", file(new byte[5])));
        bench.downloads().remove(List.of("t"));
        bench.scripted("u", file(new byte[5]));
        Transfer[] skipped = new Transfer[1];
        await().atMost(Duration.ofSeconds(90))
                .until(() -> {
                    skipped[0] = bench.run(Bench.item("u", "t.bin", 5L));
                    return skipped[0].state() instanceof TransferState.Skipped;
                });
        assertThat(bench.files()).contains("t.bin");
    }
}
