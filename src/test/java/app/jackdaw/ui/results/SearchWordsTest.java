package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found for what is typed. */
class SearchWordsTest {

    @ParameterizedTest
    @CsvSource({
        "report, Annual REPORT.pdf, true",
        "REPORT.PDF, report.pdf, true",
        "port, report, true",
        "' report ', a report, true",
        "reports, report, false",
        "rereport, rerereport, true",
        "合同, 财务合同 2026.pdf, true",
        "合约, 财务合同 2026.pdf, false",
        "ärger, ÄRGER.txt, true",
        "ΟΔΟΣ, οδος, true",
        "kelvin, 300 \u212Aelvin, true",
        "\u212Aelvin, 300 kelvin, true",
        "𐐀, x𐐨, true",
        "'', anything, true",
    })
    void caseDoesNotMatter(String typed, String text, boolean found) {
        assertThat(new SearchWords(typed).areIn(text)).isEqualTo(found);
    }

    @Test
    void whereThereIsNoTextOnlyNothingIsFound() {
        assertThat(new SearchWords("a").areIn(null)).isFalse();
        assertThat(new SearchWords("").areIn(null)).isTrue();
    }

    private static long allocated() throws JMException {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (Long)
                ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(threads, "CurrentThreadAllocatedBytes");
    }

    /** A hundred thousand rows would make rubbish of megabytes, on the thread of the window. */
    @Test
    void lookingMakesNothing() throws Exception {
        SearchWords words = new SearchWords("not there");
        String name = "NAME IN CAPITALS, AS LONG AS MANY ARE.PDF";
        boolean found = words.areIn(name);
        allocated(); // the first look at the number makes most of it
        long before = allocated();
        for (int time = 0; time < 100_000; time++) {
            found |= words.areIn(name);
        }
        assertThat(allocated() - before)
                .as("less than a copy for each hundredth")
                .isLessThan(1_000L * name.length());
        assertThat(found).isFalse();
    }
}
