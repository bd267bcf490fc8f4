package dev.engram.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;

/** A question that is answered on the terminal. */
public final class Question {
    private Question() {}

    /** Whether the answer is yes; no where the input has ended. */
    public static boolean isAgreed(PrintWriter out, String question) throws IOException {
        out.print(question + " [y/N] ");
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (answer == null) {
            out.println();
        }
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
