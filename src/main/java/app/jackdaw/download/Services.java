package app.jackdaw.download;

import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** What workers share. Every part may be used on any thread. */
record Services(
        ByteSource bytes,
        LinkSource links,
        Records records,
        Ticker ticker,
        Hosts hosts,
        SpeedLimit limit,
        Places places,
        DiskRoom room,
        DateRule dates,
        Naming naming,
        Turns turns,
        Leftovers leftovers,
        Debris debris,
        Meter meter,
        PartFile.Sync sync,
        ThreadFactory threads,
        Publisher publisher,
        RandomGenerator random) {

    static Services of(Downloads.Ports ports, Machine machine, ConflictRule conflicts) {
        Ticker ticker = ports.ticker();
        ThreadFactory threads = machine.threads();
        Turns turns = new Turns(ticker, threads, machine.patience().answer());
        Meter meter = new Meter();
        return new Services(
                ports.bytes(),
                ports.links(),
                new Records(ports.ledger()),
                ticker,
                new Hosts(ticker, meter::received),
                new SpeedLimit(ticker),
                new Places(new Targets(), conflicts, turns),
                new DiskRoom(machine.space(), ticker),
                new DateRule(ticker),
                new Naming(),
                turns,
                new Leftovers(ticker, threads, Files::deleteIfExists),
                new Debris(threads, ports.ledger().unwantedParts()),
                meter,
                machine.sync(),
                threads,
                new Publisher(machine.naming()),
                machine.random());
    }

    /** Counts bytes that came over the wire, whatever becomes of them. */
    void received(Job job, int bytes) {
        job.transfer.addReceived(bytes);
        meter.add(bytes);
    }

    /** Waits as long as the speed limit says after so many bytes. */
    void pay(Job job, int bytes) throws InterruptedException {
        long before = ticker.nanos();
        try (Whereabouts _ = job.whereabouts.leave()) {
            limit.pay(bytes);
        }
        job.heldBackNanos += ticker.nanos() - before;
    }

    /**
     * The job goes elsewhere. What lies beside its former target is deleted behind it: there may be
     * a part even if none of its bytes is worth anything, and no row knows it from now on. For who
     * has it in his hands.
     *
     * @param next the folder, as the user chose it, that it goes to now
     */
    void leaveBehind(Job job, Path next) {
        debris.leave(job, next);
        places.release(job);
        job.target(null);
        job.forgetPart();
    }

    /** Remembers how the job stands, unless it is off the list. */
    void record(Job job) {
        records.record(job);
    }
}
