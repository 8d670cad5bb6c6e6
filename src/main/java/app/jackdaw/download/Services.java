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
        Meter meter,
        RandomGenerator random) {

    /** Remembers how the job stands, unless it is off the list. */
    void record(Job job) {
        if (!job.removed) {
            ledger.record(job.entry());
        }
    }
}
