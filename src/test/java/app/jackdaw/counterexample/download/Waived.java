package app.jackdaw.counterexample.download;

import app.jackdaw.Waiver;

/** Excused, with a reason. */
@Waiver(rule = "one clock and one sleep", value = "shows what a waiver looks like")
public final class Waived {
    long now = System.currentTimeMillis();
}
