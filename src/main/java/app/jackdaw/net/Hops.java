package app.jackdaw.net;

import app.jackdaw.model.ProblemException;
import java.net.InetAddress;
import java.util.function.Predicate;

/** Single exchanges, without redirects. Any thread. */
interface Hops {

    /**
     * @param acceptable which addresses a direct connection may lead to
     * @throws ProblemException as {@link ByteSource#open}
     */
    Hop open(ByteRequest request, Predicate<InetAddress> acceptable)
            throws ProblemException, InterruptedException;

    /** An answer that knows whom it came from. */
    interface Hop extends ByteAnswer {

        /** Whether a direct connection to a private address gave this answer. */
        boolean isFromPrivateAddress();
    }
}
