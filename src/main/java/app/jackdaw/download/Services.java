package app.jackdaw.download;

import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Ticker;
import java.util.random.RandomGenerator;

/** What workers share. Every part may be used on any thread. */
record Services(
        ByteSource bytes,
        LinkSource links,
        Ledger ledger,
        Ticker ticker,
        Hosts hosts,
        SpeedLimit limit,
        Places places,
        DiskRoom room,
        DateRule dates,
        Turns turns,
        Leftovers leftovers,
        Debris debris,
        Meter meter,
        PartFile.Sync sync,
        Publisher publisher,
        RandomGenerator random) {

    /** Counts bytes that came over the wire, whatever becomes of them. */
    void received(Job job, int bytes) {
        job.transfer.addReceived(bytes);
        meter.add(bytes);
    }

    /** Waits as long as the speed limit says after so many bytes. */
    void pay(Job job, int bytes) throws InterruptedException {
        try (Whereabouts.Away _ = job.whereabouts.leave()) {
            limit.pay(bytes);
        }
    }

    /** Remembers how the job stands, unless it is off the list. */
    void record(Job job) {
        if (!job.removed) {
            ledger.record(job.entry());
        }
    }
}
