package dev.engram.card.domain.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of a deck file, kept as the bytes of the file and decoded when it is asked for, since a file may be large. */
public final class FileText {

    private final byte[] file;
    private final int from;
    private final int end;

    /** @param file not copied: not to be changed any more */
    FileText(byte[] file, int from, int end) {
        this.file = file;
        this.from = from;
        this.end = end;
    }

    public static FileText of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param file UTF-8, not copied: not to be changed any more */
    public static FileText of(byte[] file) {
        return new FileText(file, 0, file.length);
    }

    /** In bytes. */
    public int length() {
        return end - from;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(file, from, end - from);
    }

    byte[] bytes() {
        return Arrays.copyOfRange(file, from, end);
    }

    boolean endsLine() {
        return end > from && (file[end - 1] == '\n' || file[end - 1] == '\r');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileText that && Arrays.equals(file, from, end, that.file, that.from, that.end);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < end; i++) {
            hash = 31 * hash + file[i];
        }
        return hash;
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(file, from, end - from, StandardCharsets.UTF_8);
    }
}
