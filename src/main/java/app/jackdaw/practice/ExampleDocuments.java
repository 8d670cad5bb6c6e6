package app.jackdaw.practice;

import static app.jackdaw.practice.OfficeFiles.archive;
import static app.jackdaw.practice.OfficeFiles.stockList;
import static app.jackdaw.practice.OfficeFiles.table;
import static app.jackdaw.practice.OfficeFiles.text;

import app.jackdaw.practice.PracticeDocument.Draft;
import app.jackdaw.practice.PracticeDocument.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: what lies on the practice platform. Everything is invented; contents are made when
 * they are asked for. Immutable but for caches, any thread.
 */
final class ExampleDocuments {

    /** The table of a base with advanced permissions. */
    static final String GUARDED_TABLE = "tblQ7mXcV2rLpE9d";

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    private final SequencedMap<String, PracticeDocument> byToken = new LinkedHashMap<>();

    ExampleDocuments() {
        addPictures();
        addPdfFiles();
        addOtherFiles();
        addDifficultOnes();
    }

    List<PracticeDocument> all() {
        return List.copyOf(byToken.values());
    }

    Set<String> tokens() {
        return Set.copyOf(byToken.keySet());
    }

    @Nullable PracticeDocument find(String token) {
        return byToken.get(token);
    }

    private void addPictures() {
        add(landscape("WK59PFkl0JfI2yyVlbPegBPrUhR", "产品照片 01.png", 1, 960, 640, DAWN));
        add(landscape("dsvDQuc8dWrdE03WKpm15UELhUO", "产品照片 02.png", 2, 960, 640, NOON));
        add(landscape("ZAzHx4LP4AzUdIG1OHqttidvRzF", "产品照片 03.png", 3, 960, 640, DUSK));
        add(landscape("YToraZB3DO7GWIQtUlmOS6ECJSR", "仓库现场_全景.png", 4, 2000, 840, NOON));
        add(landscape("5k0A8Uci0qRhSBHpvkTSOsq63Hv", "封面大图.png", 5, 1400, 1050, NIGHT));
        // two different pictures with one name, as telephones make them
        add(landscape("l8IBtPnRNbzoc51FeogdvbzDp8m", "IMG_0001.png", 6, 800, 600, DAWN));
        add(landscape("mQp5zvqYMtrb1uvZwnZuDMjJxyZ", "IMG_0001.png", 7, 800, 600, NIGHT));
        // two names that are one name for Windows and macOS
        add(rings("LKcgTAOGSf9uih4vmuGMGKAuWfp", "logo.png", 256, 24, 0x1F7A8C, 0xBFDBF7));
        add(rings("bmRsHdRXfr8nBNXYK7Gh5Qhy50B", "Logo.PNG", 256, 16, 0xE07A5F, 0xF4F1DE));
        add(rings("P6nLsbWsXAJKil8Krk3QCI33jOq", "Banner@2x.png", 720, 60, 0x3D405B, 0x81B29A));
        add(
                rings("5LoVFqxtpuPzNP3MzTtpcqpyZ9N", "活动海报 v2.png", 640, 40, 0xD62828, 0xFCBF49)
                        .rawlyNamed());
        add(
                rings("Ul36ohkjXRS4ASfzgUOVm0HnCO3", "限时优惠券.png", 480, 30, 0x6A4C93, 0xFFCA3A)
                        .withLinkLife(TWO_MINUTES));
    }

    private void addPdfFiles() {
        add(
                pdf(
                        "3xkhTOa1bFFHiCv1JtcdMoCkcXS",
                        "合同-2026.pdf",
                        file ->
                                file.page("采购合同", "编号：JD-2026-017", "甲方：示例甲公司", "乙方：示例乙公司")
                                        .page("附件一", "交货期：三十天", "付款方式：银行转账")));
        add(
                pdf(
                        "yQBiAXqozAZdyhWYNfZwRJhyj5P",
                        "简历_王伟.pdf",
                        file -> file.page("王伟", "应聘职位：产品经理", "工作年限：八年", "语言：中文、英文")));
        add(
                pdf(
                        "SJxkKIv6IK652wFQsVFOs3CfYlc",
                        "简历_李娜.pdf",
                        file -> file.page("李娜", "应聘职位：数据分析师", "工作年限：五年")));
        add(
                pdf(
                        "gDs25sPddTeyLygderbTZBW4nZr",
                        "发票 0001.pdf",
                        file -> file.page("发票", "号码：0001", "金额：1,280.00 元")));
        add(
                pdf(
                        "6sYQsuNEt1iXR1u8g1ypKM9Oe1M",
                        "Meeting notes (final).pdf",
                        file ->
                                file.page(
                                        "Meeting notes",
                                        "1. Review of the plan",
                                        "2. Next steps")));
        // large and slow enough to be watched: about five and four seconds
        add(
                pdf("h4NmWI1YxNOkWft1K6iG3tTwZk7", "产品手册.pdf", file -> illustrated(file, "产品手册", 3))
                        .at(380_000));
        add(
                pdf(
                                "cctMFyW8DgKacn26cDBbyY7piEc",
                                "Annual report 2026.pdf",
                                file -> illustrated(file, "Annual report 2026", 2))
                        .at(330_000));
        add(
                pdf("80x5uWHqm1xHgKk7gwxIbZkJpRL", "培训资料.pdf", file -> illustrated(file, "培训资料", 1))
                        .breakingOffOnce());
    }

    private void addOtherFiles() {
        // about eight seconds
        add(new Draft("sQy17NtPd88am4fVUpb5CUKR87x", "产品演示.mp4", new VideoFile()).at(1_600_000));
        add("kumIk3zLp1f4WDeKsom9z3vGc87", "销售数据.csv", () -> table("商品,数量,单价,金额", "商品", 240));
        add(
                "FroWy76lMXouvBW8J5Vcd4ifav4",
                "Price list.csv",
                () -> table("Item,Qty,Price,Sum", "Item", 80));
        add("rlBbciwU1NSl25nPKplloAYIgsc", "库存清单.json", () -> stockList(60));
        add("zgpEIS6enVN5X4NDce7WBvizuOA", "会议纪要.txt", () -> text("会议纪要\n\n一、回顾上周计划\n二、确认交货日期\n"));
        add(
                "7y11aH6mMAPIba9IOQD1630CUrC",
                "README.md",
                () -> text("# Samples\n\nInvented, free to use.\n"));
        add("AUaFnYVKwQzpLUCadT2rIhEhvLl", "空白.txt", () -> new byte[0]);
        add("5O7nbncTIsHVcQXPQjWJQh3qb38", "资料包.zip", ExampleDocuments::bundle);
    }

    private void addDifficultOnes() {
        // names that Windows does not take
        add(rings("zfqfB8mEfQSe8tfSgAvA2sGTSYq", "报价:最终?.png", 400, 25, 0x264653, 0xE9C46A));
        add(
                "frCs6SiQdPwVhC6Zz8oXkS0ap5s",
                "aux.txt",
                () -> text("Windows keeps this name for itself.\n"));
        // more bytes than a file system takes for one name
        String longName = "关于进一步加强项目档案收集整理与归档工作的补充说明".repeat(4) + ".txt";
        add("QwqgTVt4Qx5WYIvHsecEg6NxSNL", longName, () -> text("名称很长的文件。\n"));
        // in a base with advanced permissions
        add(guarded("r17jdfBQ3pTcKjTw0T9dlc4uB7E", "考勤汇总.csv", "姓名,天数,小时,合计", "员工"));
        add(
                pdf(
                                "Cl5hM1Yr0NHLjxkoVVvpWbj8hko",
                                "验收单.pdf",
                                file -> file.page("验收单", "批次：A-12", "结论：合格"))
                        .inTable(GUARDED_TABLE));
        add(guarded("Odad9lsRS5dUnJjkXRqyEo8Vet1", "供应商名单.csv", "供应商,订单,均价,金额", "供应商"));
        add(
                pdf("lGSZRGyfTzIHy6rZQ4DQdnmrMkS", "董事会纪要.pdf", file -> file.page("董事会纪要"))
                        .ending(Fate.FORBIDDEN));
        add(
                rings("NNtZx3cK8nkB6VRLetC6Psnc1OA", "旧版海报.png", 320, 20, 0x777777, 0xCCCCCC)
                        .ending(Fate.GONE));
    }

    private void add(String token, String name, Supplier<byte[]> content) {
        add(new Draft(token, name, Content.of(content)));
    }

    private void add(Draft draft) {
        PracticeDocument document = draft.finished();
        PracticeDocument other = byToken.put(document.token(), document);
        if (other != null) {
            throw new IllegalStateException("two documents with one token: " + document);
        }
    }

    /** Sky, far, middle and near hills. */
    private static final List<Integer> DAWN = List.of(0xF4A261, 0xB56576, 0x6D597A, 0x355070);

    private static final List<Integer> NOON = List.of(0x4EA8DE, 0x80B918, 0x55A630, 0x2B9348);
    private static final List<Integer> DUSK = List.of(0x9D4EDD, 0x7B2CBF, 0x5A189A, 0x240046);
    private static final List<Integer> NIGHT = List.of(0x1D3557, 0x335C81, 0x274060, 0x0B132B);

    private static Draft landscape(
            String token, String name, int seed, int width, int height, List<Integer> palette) {
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        return new Draft(
                token,
                name,
                Content.of(() -> {
                    Picture hills = Picture.landscape(width, height, seed, colours);
                    return PngImage.draw(width, height, hills.grainy(seed));
                }));
    }

    private static Draft rings(String token, String name, int size, int ring, int... colours) {
        Picture picture = Picture.rings(size, size, ring, colours);
        return new Draft(token, name, Content.of(() -> PngImage.draw(size, size, picture)));
    }

    private static Draft guarded(String token, String name, String heading, String label) {
        return new Draft(token, name, Content.of(() -> table(heading, label, 40)))
                .inTable(GUARDED_TABLE);
    }

    private static byte[] bundle() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("说明.txt", text("这是一份示例资料。\n"));
        parts.put("data/prices.csv", table("Item,Qty,Price,Sum", "Item", 30));
        return archive(parts);
    }

    private static Draft pdf(String token, String name, Consumer<PdfFile> pages) {
        return new Draft(
                token,
                name,
                Content.of(() -> {
                    PdfFile file = new PdfFile();
                    pages.accept(file);
                    return file.write();
                }));
    }

    private static void illustrated(PdfFile file, String title, int pictures) {
        file.page(title, "2026");
        List<List<Integer>> palettes = new ArrayList<>(List.of(NOON, DAWN, DUSK));
        for (int i = 0; i < pictures; i++) {
            int[] colours = palettes.get(i).stream().mapToInt(Integer::intValue).toArray();
            file.picturePage(
                    title + " - " + (i + 1),
                    540,
                    360,
                    Picture.landscape(540, 360, 20 + i, colours));
        }
    }
}
