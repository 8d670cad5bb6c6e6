package app.jackdaw.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** As if a drive on the network had gone away: a look at it does not end. */
public final class HungDrive {

    private HungDrive() {}

    /**
     * @param looked counted down by the first look
     * @param end what all looks wait for
     */
    public static Path path(String name, CountDownLatch looked, CountDownLatch end) {
        return (Path)
                Proxy.newProxyInstance(
                        HungDrive.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "resolve" -> path(name + "/" + arguments[0], looked, end);
                                    case "toAbsolutePath" -> self;
                                    case "getParent" -> parent(name, looked, end);
                                    case "getFileName" -> Path.of(name).getFileName();
                                    case "resolveSibling" ->
                                            path(beside(name, arguments[0]), looked, end);
                                    case "toString" -> name;
                                    case "hashCode" -> name.hashCode();
                                    case "equals" -> String.valueOf(arguments[0]).equals(name);
                                    case "getFileSystem" -> {
                                        looked.countDown();
                                        end.await();
                                        throw new UncheckedIOException(new IOException("gone"));
                                    }
                                    default -> throw new AssertionError(method.getName());
                                });
    }

    private static String beside(String name, Object other) {
        return name.substring(0, name.lastIndexOf('/') + 1) + other;
    }

    private static @Nullable Path parent(String name, CountDownLatch looked, CountDownLatch end) {
        int last = name.lastIndexOf('/');
        return last > 0 ? path(name.substring(0, last), looked, end) : null;
    }
}
