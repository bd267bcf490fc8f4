package dev.engram.cli.csv;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The characters of a file: UTF-8 unless a byte order mark says UTF-16. Bytes that are no text are an error, never a question mark. */
final class CsvSource extends FilterInputStream {
    private final Path file;
    private final long size;
    private long read;

    private CsvSource(Path file, InputStream in, long size) {
        super(in);
        this.file = file;
        this.size = size;
    }

    static CsvSource open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CsvFault("cannot read " + file + ": it is a folder");
        }
        try {
            return new CsvSource(file, Files.newInputStream(file), Files.size(file));
        } catch (NoSuchFileException missing) {
            throw new CsvFault("cannot read " + file + ": there is no such file");
        } catch (java.nio.file.AccessDeniedException denied) {
            throw new CsvFault("cannot read " + file + ": permission denied");
        }
    }

    Reader characters() throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(this, 3);
        byte[] first = bytes.readNBytes(3);
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (first.length == 3 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            mark = 3;
        } else if (first.length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (first.length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        if (first.length >= 2 && first[0] == 0x1F && first[1] == (byte) 0x8B) {
            throw new CsvFault("cannot read " + file + ": it is compressed (gzip); unpack it first");
        }
        if (first.length == 3 && first[0] == 'P' && first[1] == 'K' && first[2] == 3) {
            throw new CsvFault("cannot read " + file + ": it is a zip archive or a spreadsheet; CSV is needed");
        }
        bytes.unread(first, mark, first.length - mark);
        return new BufferedReader(
                new InputStreamReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
    }

    /** The share of the file that has been read, from 0 to 1. */
    double share() {
        return size == 0 ? 1 : Math.min(1, (double) read / size);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        read += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        read += Math.max(0, count);
        return count;
    }
}
