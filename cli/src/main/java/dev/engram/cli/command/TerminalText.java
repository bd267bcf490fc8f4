package dev.engram.cli.command;

import dev.engram.events.text.PrintableText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** The way of all text to a terminal: what a server, a file or a log says can neither move the cursor nor ring a bell. */
public final class TerminalText extends FilterWriter {

    private TerminalText(Writer out) {
        super(out);
    }

    /** Prints to {@code out} line by line, with all control characters but line feeds and tabs escaped. */
    public static PrintWriter to(PrintWriter out) {
        return new PrintWriter(new TerminalText(out), true);
    }

    @Override
    public void write(int c) throws IOException {
        if (c != '\n' && c != '\t' && PrintableText.isEscaped((char) c)) {
            out.write(PrintableText.escaped((char) c));
        } else {
            out.write(c);
        }
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(text.charAt(i));
        }
    }
}
