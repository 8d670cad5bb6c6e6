package app.jackdaw.platform;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Another process that is the instance ({@code own}), or holds its lock and answers nothing ({@code
 * lock}); prints a letter when it is ready and stays until it is killed.
 */
final class OtherInstance {

    private OtherInstance() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        AutoCloseable held =
                arguments[0].equals("own")
                        ? SingleInstance.own(folder, _ -> {}).orElseThrow()
                        : Objects.requireNonNull(
                                FileChannel.open(
                                                folder.resolve("instance.lock"),
                                                StandardOpenOption.CREATE,
                                                StandardOpenOption.WRITE)
                                        .tryLock());
        try (held) {
            System.out.print('r');
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
