package dev.engram.cli.command;

import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProgress;
import dev.engram.events.text.PrintableText;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows progress line by line, and on a terminal one changing line while something is awaited. */
public final class ShownProgress implements StackProgress {
    private static final int WIDTH = 79;
    private static final long QUIET_SECONDS = 15;

    private final PrintWriter out;
    private final @Nullable PrintWriter terminal; // where the line that changes is printed
    private long lastLineSeconds;

    public ShownProgress(PrintWriter out) {
        Console console = System.console();
        this.out = out;
        this.terminal = console != null && console.isTerminal() ? console.writer() : null;
    }

    @Override
    public void note(String line) {
        clear();
        out.println("  " + line);
        out.flush();
    }

    @Override
    public void healthy(StackPart part, int port, Duration afterStart) {
        clear();
        out.printf(Locale.ROOT, "  %-18s healthy after %5.1f s   port %d%n", part, afterStart.toMillis() / 1e3, port);
        out.flush();
    }

    @Override
    public void waiting(Collection<StackPart> parts, Duration sinceStart) {
        String names =
                parts.stream().map(part -> part.label().replace("-service", "")).collect(Collectors.joining(", "));
        changing("  … " + sinceStart.toSeconds() + " s, waiting for " + names, sinceStart);
    }

    /** The line that changes; not on a terminal, it is printed every 15 seconds. */
    public void changing(String line, Duration sinceStart) {
        if (terminal != null) {
            out.flush();
            terminal.print("\r" + PrintableText.of(fit(line)));
            terminal.flush();
        } else if (sinceStart.toSeconds() >= lastLineSeconds + QUIET_SECONDS) {
            lastLineSeconds = sinceStart.toSeconds();
            out.println(line);
            out.flush();
        }
    }

    /** Removes the line that changes. */
    public void clear() {
        if (terminal != null) {
            out.flush();
            terminal.print("\r" + " ".repeat(WIDTH) + "\r");
            terminal.flush();
        }
    }

    private static String fit(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length());
    }
}
