package app.jackdaw.download;

import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Ticker;
import java.nio.file.Files;
import java.util.Random;
import java.util.concurrent.ThreadFactory;

/** What one worker needs that is tried without the engine around it. Everything may be replaced. */
final class Solo {

    private Solo() {}

    static Services services(
            Bench bench, ByteSource bytes, Ledger ledger, Leftovers.Delete delete) {
        return services(bench.ticker, bench.ticker, bench.links, bytes, ledger, delete);
    }

    private static Services services(
            Ticker ticker,
            ThreadFactory threads,
            LinkSource links,
            ByteSource bytes,
            Ledger ledger,
            Leftovers.Delete delete) {
        Meter meter = new Meter();
        Turns turns = new Turns(ticker, threads, Turns.PATIENCE_FOR_ANSWER);
        ConflictRule conflicts =
                new ConflictRule((_, _) -> {
                    throw new AssertionError("nothing to ask");
                });
        return new Services(
                bytes,
                links,
                new Records(ledger),
                ticker,
                new Hosts(ticker, meter::received),
                new SpeedLimit(ticker),
                new Places(new Targets(), conflicts, turns),
                new DiskRoom(DiskRoom.Space.OF_VOLUMES, ticker),
                new DateRule(ticker),
                new Naming(),
                turns,
                new Leftovers(ticker, threads, delete),
                new Debris(threads, UnwantedParts.forgetful()),
                meter,
                PartFile.Sync.TO_DISK,
                threads,
                new Publisher(Publisher.Steps.OF_SYSTEM),
                new Random(1));
    }

    static Services services(Bench bench, ByteSource bytes, Ledger ledger) {
        return services(bench, bytes, ledger, Files::deleteIfExists);
    }
}
