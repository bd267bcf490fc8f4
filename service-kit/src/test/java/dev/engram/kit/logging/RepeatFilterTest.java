package dev.engram.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatFilterTest {
    private static final Pattern REPEATED = Pattern.compile("repeated ([\\d,]+) times");

    /** Other loggers are left out: servers of other tests write on threads of their own. */
    private static final List<Logger> LOGGERS = Stream.of(RepeatFilterTest.class, RepeatFilter.class)
            .map(Class::getName)
            .map(Logger::getLogger)
            .toList();

    private final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatFilterTest.class);
    private final Written written = new Written();

    private static final class Written extends Handler {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            var text = new SimpleFormatter().formatMessage(line);
            var own = RepeatFilterTest.class.getName();
            // another filter counts as well where a server of another test runs
            if (isLoggable(line) && (own.equals(line.getLoggerName()) || text.contains(own))) {
                lines.add(text);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private void filter(int lines, Duration window) {
        written.setFilter(new RepeatFilter(lines, window));
        LOGGERS.forEach(logger -> logger.addHandler(written));
    }

    @AfterEach
    void remove() {
        LOGGERS.forEach(logger -> logger.removeHandler(written));
    }

    @Test
    void shouldCountTheLinesOfALoopInsteadOfWritingThem() {
        // given
        filter(10, Duration.ofSeconds(1));
        // when
        for (int attempt = 1; attempt <= 20_000; attempt++) {
            log.atWarn().addKeyValue("attempt", attempt).log("service unavailable");
        }
        // then: every line was written or counted
        await().untilAsserted(() -> {
            var repeated =
                    written.lines.stream().mapToInt(RepeatFilterTest::repeated).sum();
            var summaries =
                    written.lines.stream().filter(line -> repeated(line) > 0).count();
            assertThat(written.lines.size() - summaries + repeated).isEqualTo(20_000);
            assertThat(written.lines.size()).isLessThanOrEqualTo((int) (10 * (summaries + 1) + summaries));
        });
        assertThat(written.lines.get(9)).isEqualTo("attempt=10 service unavailable");
        // the first lines of the next window may be written before the count of the last one
        assertThat(written.lines)
                .filteredOn(line -> repeated(line) > 0)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(getClass().getName(), "attempt=# service unavailable …"));
    }

    private static int repeated(String line) {
        var found = REPEATED.matcher(line);
        return found.find() ? Integer.parseInt(found.group(1).replace(",", "")) : 0;
    }

    @Test
    void shouldWriteLinesOfOtherKinds() {
        // given
        filter(2, Duration.ofMinutes(1));
        // when
        for (int attempt = 1; attempt <= 5; attempt++) {
            log.atWarn().addKeyValue("service", "cards").log("service unavailable");
            log.atWarn().addKeyValue("service", "reviews").log("service unavailable");
        }
        log.info("something else");
        // then
        assertThat(written.lines)
                .containsExactly(
                        "service=cards service unavailable",
                        "service=reviews service unavailable",
                        "service=cards service unavailable",
                        "service=reviews service unavailable",
                        "something else");
    }

    @Test
    void shouldWriteAllThatWasAskedForInDetail() {
        // given
        filter(2, Duration.ofMinutes(1));
        var detailed = Logger.getLogger(log.getName());
        detailed.setLevel(Level.FINE);
        // when
        for (int attempt = 1; attempt <= 5; attempt++) {
            log.debug("a detail");
        }
        detailed.setLevel(null);
        // then
        assertThat(written.lines).hasSize(5);
    }

    @Test
    void shouldWriteAgainWhenTheTimeIsOver() {
        // given
        filter(1, Duration.ofMillis(20));
        // then
        await().until(() -> {
            log.warn("again");
            return written.lines.stream().filter("again"::equals).count() >= 3;
        });
    }

    @Test
    void shouldKeepCountOfNoMoreThanAThousandKinds() {
        // given
        filter(3, Duration.ofMinutes(1));
        // when
        for (int kind = 0; kind < 5_000; kind++) {
            log.warn(
                    "kind {}",
                    Integer.toString(kind)
                            .chars()
                            .mapToObj(digit -> "" + (char) (digit + 'a'))
                            .toList());
        }
        // then
        assertThat(written.lines).hasSize(1_000 + 3);
    }
}
