package app.jackdaw.intake;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that people put over columns, and in front of values. A header names its columns, so
 * that rows may come in another order than token, name, folder.
 *
 * @param token index of the column with tokens or links
 * @param name index, -1 when there is none
 * @param folder index, -1 when there is none
 */
record Header(int token, int name, int folder) {

    static final Header USUAL = new Header(0, 1, 2);

    private static final Set<String> TOKENS =
            Set.of(
                    "token",
                    "tokens",
                    "filetoken",
                    "filetokens",
                    "mediatoken",
                    "mediatokens",
                    "素材token",
                    "文件token",
                    "附件token",
                    "图片token",
                    "素材",
                    "令牌");

    private static final Set<String> LINKS =
            Set.of("link", "links", "url", "temporarylink", "链接", "临时链接", "下载链接");

    private static final Set<String> NAMES =
            Set.of(
                    "name",
                    "filename",
                    "ownname",
                    "newname",
                    "名称",
                    "文件名",
                    "文件名称",
                    "名字",
                    "新名称",
                    "附件名",
                    "附件名称");

    private static final Set<String> FOLDERS =
            Set.of("folder", "directory", "dir", "path", "subfolder", "文件夹", "目录", "路径", "子文件夹");

    private static final Set<String> OTHERS =
            Set.of(
                    "",
                    "no",
                    "#",
                    "序号",
                    "编号",
                    "validuntil",
                    "validfor",
                    "expires",
                    "有效期",
                    "有效期至",
                    "有效至",
                    "到期时间");

    /** Longer cells are none of these words, however they are spaced and quoted. */
    private static final int LONGEST = 24;

    /** Whether a single word is a label such as {@code file_token}. */
    static boolean isLabel(String word) {
        String plain = plain(word);
        return TOKENS.contains(plain)
                || LINKS.contains(plain)
                || NAMES.contains(plain)
                || FOLDERS.contains(plain);
    }

    /** Whether a word, as {@link #plain} leaves it, announces media tokens. */
    static boolean isToken(String plain) {
        return TOKENS.contains(plain);
    }

    /**
     * Reads a row as a header.
     *
     * @return null when any cell is not one of the known words, or none says token or link
     */
    static @Nullable Header of(List<String> cells) {
        int token = -1;
        int link = -1;
        int name = -1;
        int folder = -1;
        for (int i = 0; i < cells.size(); i++) {
            String plain = plain(cells.get(i));
            if (TOKENS.contains(plain)) {
                token = token < 0 ? i : token;
            } else if (LINKS.contains(plain)) {
                link = link < 0 ? i : link;
            } else if (NAMES.contains(plain)) {
                name = i;
            } else if (FOLDERS.contains(plain)) {
                folder = i;
            } else if (!OTHERS.contains(plain)) {
                return null;
            }
        }
        int lead = token < 0 ? link : token;
        return lead < 0 ? null : new Header(lead, name, folder);
    }

    private static String plain(String cell) {
        if (cell.length() > LONGEST) {
            return cell;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '#') {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
