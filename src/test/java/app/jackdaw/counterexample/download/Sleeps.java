package app.jackdaw.counterexample.download;

/** Waits in real time. */
public final class Sleeps {
    void run() throws InterruptedException {
        Thread.sleep(1);
    }
}
