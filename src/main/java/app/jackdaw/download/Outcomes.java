package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;

/** Makes outcomes. Stateless. */
final class Outcomes {

    private Outcomes() {}

    static Outcome failed(Job job, Problem problem) {
        return new Outcome.Done(new TransferState.Failed(problem, job.done(), job.expected()));
    }
}
