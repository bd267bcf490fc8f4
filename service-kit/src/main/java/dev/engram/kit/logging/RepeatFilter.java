package dev.engram.kit.logging;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the first lines of a kind through, 30 a minute by default, and counts those that follow; then one line says how many there
 * were. Lines are of one kind if they come from one logger and differ only in words with digits, such as ids and numbers. So a client in a
 * loop, or a dependency that is away, does not fill the log. Lines below INFO are not counted: who asks for them wants all.
 */
@LoggingFilter(name = "repeats")
public final class RepeatFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatFilter.class);

    /** More kinds in a minute share one count per logger. */
    private static final int MOST_KINDS = 1_000;

    private static final int KIND_LENGTH = 200;
    private static final Pattern WORD_WITH_DIGIT = Pattern.compile("[^\\s=]*\\d[^\\s=]*");

    private final int lines;
    private final Duration window;

    // both guarded by the first
    private final Map<Kind, Count> counts = new HashMap<>();
    private long cleared = System.nanoTime();

    /** @param failure where the exception of the line was thrown; lines of different failures are of different kinds */
    private record Kind(@Nullable String logger, String message, String failure) {}

    private static final class Count {
        private final long since;
        private long seen;

        Count(long since) {
            this.since = since;
        }
    }

    RepeatFilter(
            @ConfigProperty(name = "engram.log.repeats.lines", defaultValue = "30") int lines,
            @ConfigProperty(name = "engram.log.repeats.window", defaultValue = "1M") Duration window) {
        this.lines = lines;
        this.window = window;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getLevel().intValue() < Level.INFO.intValue() || LOG.getName().equals(line.getLoggerName())) {
            return true;
        }
        var now = System.nanoTime();
        var kind = kind(line);
        synchronized (counts) {
            if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
                kind = new Kind(kind.logger(), "…", "");
            }
            if (now - cleared >= window.toNanos()) {
                counts.values().removeIf(count -> count.seen <= lines && isOver(count, now));
                cleared = now;
            }
            var count = counts.computeIfAbsent(kind, _ -> new Count(now));
            if (count.seen <= lines && isOver(count, now)) {
                count = new Count(now);
                counts.put(kind, count);
            }
            count.seen++;
            if (count.seen == lines + 1) {
                tellLater(kind, count, now);
            }
            return count.seen <= lines;
        }
    }

    private boolean isOver(Count count, long now) {
        return now - count.since >= window.toNanos();
    }

    private void tellLater(Kind kind, Count count, long now) {
        Thread.ofVirtual().name("log-repeats").start(() -> {
            try {
                Thread.sleep(Duration.ofNanos(window.toNanos() - (now - count.since)));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            synchronized (counts) {
                counts.remove(kind);
            }
            LOG.atWarn()
                    .addKeyValue("logger", kind.logger())
                    .log("{} … repeated {} times", kind.message(), "%,d".formatted(count.seen - lines));
        });
    }

    private static Kind kind(LogRecord line) {
        var message = line.getMessage() == null ? "" : line.getMessage();
        var start = message.length() <= KIND_LENGTH ? message : message.substring(0, KIND_LENGTH);
        return new Kind(
                line.getLoggerName(), WORD_WITH_DIGIT.matcher(start).replaceAll("#"), failure(line.getThrown()));
    }

    private static String failure(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var trace = thrown.getStackTrace();
        return thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
