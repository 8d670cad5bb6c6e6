package app.jackdaw.net;

import app.jackdaw.model.ProblemException;
import java.net.URI;

/**
 * The application's network in a process of its own, as the JDK reads once and for all what a
 * connection has to end with. Reads a body to its end and says what that was.
 */
final class GoodbyeChild {

    static final String WHOLE = "whole";

    private GoodbyeChild() {}

    public static void main(String[] arguments) throws Exception {
        try (Http http = Http.open(TimeOuts.standard(), "test");
                ByteAnswer answer =
                        http.bytes(_ -> true).open(ByteRequest.whole(URI.create(arguments[0])))) {
            byte[] buffer = new byte[100];
            int read = 0;
            String end = WHOLE;
            try {
                for (int n = 0; n >= 0; n = answer.read(buffer, read, 100 - read)) {
                    read += n;
                }
            } catch (ProblemException cut) {
                end = cut.problem().cause().name();
            }
            System.out.println(answer.framing() + " " + read + " " + end);
        }
    }
}
