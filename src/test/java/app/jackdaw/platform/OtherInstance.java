package app.jackdaw.platform;

import app.jackdaw.platform.SingleInstance.Answer;
import app.jackdaw.platform.SingleInstance.Claim;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Another process that is the instance ({@code own}), or holds its lock and answers nothing ({@code
 * lock}), or wants to be the instance as soon as it is told to go ({@code claim}); prints a letter
 * when it is ready. Who is the instance, or holds the lock, stays until it is killed; {@code own}
 * closes its door when it is told to, and ends when its input does.
 */
final class OtherInstance {

    private OtherInstance() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("claim")) {
            claim(folder);
            return;
        }
        if (arguments[0].equals("own")) {
            own(folder);
            return;
        }
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve("instance.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            Objects.requireNonNull(channel.tryLock());
            tell('r');
            new CountDownLatch(1).await();
        }
    }

    private static void own(Path folder) throws Exception {
        try (SingleInstance instance = SingleInstance.own(folder, _ -> {}).orElseThrow()) {
            tell('r');
            while (System.in.read() >= 0) {
                instance.closeDoor();
                tell('d');
            }
        }
    }

    /** Ready, and then what became of it: {@code o} the instance, {@code t} or {@code s} not. */
    private static void claim(Path folder) throws Exception {
        tell('r');
        if (System.in.read() < 0) {
            return;
        }
        Claim claim =
                SingleInstance.claim(
                        folder,
                        _ -> {},
                        InstanceCall.of(),
                        Duration.ofSeconds(60),
                        System::nanoTime,
                        Thread::sleep);
        switch (claim) {
            case Claim.Owned _ -> {
                tell('o');
                new CountDownLatch(1).await();
            }
            case Claim.Refused(Answer answer) -> tell(answer == Answer.TAKEN ? 't' : 's');
            case Claim.Shared() -> throw new IllegalStateException("nobody else is in here");
        }
    }

    private static void tell(char letter) {
        System.out.print(letter);
        System.out.flush();
    }
}
