package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that need addresses which no test can connect to: hops answer from memory. */
class RedirectsTest {

    /** Host of each address, redirect or end. */
    private static Hops hops(Map<String, String> redirects) {
        return (request, acceptable) -> {
            InetAddress address = address(request.uri().getHost());
            if (!acceptable.test(address)) {
                throw new ProblemException(app.jackdaw.model.Problem.of(Cause.REDIRECT_REFUSED));
            }
            return new Answer(request.uri(), redirects.get(request.uri().toString()), address);
        };
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal.replace("[", "").replace("]", ""));
    }

    private record Answer(URI uri, @Nullable String location, InetAddress address)
            implements Hops.Hop {
        @Override
        public int status() {
            return location == null ? 200 : 307;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(location);
        }

        @Override
        public Framing framing() {
            return Framing.LENGTH;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public boolean isFromPrivateAddress() {
            return PrivateAddresses.isPrivate(address);
        }

        @Override
        public void close() {}
    }

    private static int follow(String from, String to, Predicate<InetAddress> allowed)
            throws Exception {
        ByteSource source = new Redirects(hops(Map.of(from, to)), allowed);
        try (ByteAnswer answer = source.open(ByteRequest.whole(URI.create(from)))) {
            return answer.status();
        }
    }

    /** F45 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "169.254.169.254", "[::1]", "10.1.2.3", "172.16.0.1", "192.168.1.1",
                "[fe80::1]", "[fc00::1]", "[fdff::1]", "0.0.0.0", "100.64.0.1", "[::]",
                "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]"
            })
    @Fault(45)
    @Requirement(27)
    void noRedirectLeadsFromOutsideToTheInside(String host) throws Exception {
        String inside = "https://" + host + "/x";
        assertThatThrownBy(() -> follow("https://93.184.216.34/a", inside, _ -> false))
                .isInstanceOf(ProblemException.class);
        assertThat(follow("https://10.9.9.9/a", inside, _ -> false)).isEqualTo(200);
        assertThat(follow("https://93.184.216.34/a", inside, _ -> true)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.18.0.7", "8.8.8.8", "[2001:db8::1]", "100.128.0.1", "172.32.0.1"})
    void tunnelsAndTheWorldAreOutside(String host) throws Exception {
        assertThat(follow("https://93.184.216.34/a", "https://" + host + "/", _ -> false))
                .isEqualTo(200);
    }

    /** F42 */
    @Test
    @Fault(42)
    @Requirement(27)
    void neverLeavesHttps() {
        assertThatThrownBy(() -> follow("https://8.8.8.8/a", "http://8.8.4.4/b", _ -> true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().cause()).isEqualTo(Cause.REDIRECT_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 127.0.0.5, true",
        "http://127.0.0.1:8080, 10.0.0.1, false",
        "https://10.1.1.1, 10.2.3.4, true",
        "https://10.1.1.1, 192.168.0.1, false",
        "https://10.1.1.1, 127.0.0.1, false",
        "https://93.184.216.34, 10.0.0.1, false"
    })
    void aPrivateDeploymentMayUseItsOwnNetwork(String base, String address, boolean allowed)
            throws Exception {
        Predicate<InetAddress> rule = PrivateAddresses.allowedBy(Platform.other(base));
        assertThat(rule.test(InetAddress.ofLiteral(address))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a b, https://h/a%20b",
        "https://h/a?x={1}|2^, https://h/a?x=%7B1%7D%7C2%5E",
        "https://h/50%, https://h/50%25",
        "https://h/%e4%zz, https://h/%e4%25zz",
        "https://h/图?名=1, https://h/%E5%9B%BE?%E5%90%8D=1",
        "https://h/a/./b/'x'?c=~!$&()*+;=:@, https://h/a/./b/'x'?c=~!$&()*+;=:@",
        "https://h/a#part, https://h/a",
        "https://h/[a]\\b, https://h/%5Ba%5D%5Cb",
        "https://[::1]:8080/a, https://[::1]:8080/a"
    })
    void addressesAreRepairedAndOtherwiseLeftAlone(String text, String uri) {
        assertThat(LinkAddress.parse(text)).map(URI::toString).contains(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "/a",
                "ftp://h/a",
                "file:///a",
                "https://u:p@h/",
                "https:///a"
            })
    void whatIsNoWebAddressIsNone(String text) {
        assertThat(LinkAddress.parse(text)).isEmpty();
    }
}
