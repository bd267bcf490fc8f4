package dev.engram.studies.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The characters of a file: UTF-8 unless a byte order mark says UTF-16. Bytes that are not text are an error, never replaced. */
final class CsvSource implements Closeable {
    private static final int BUFFER = 1 << 16;
    /** The header is looked for the separator so far. */
    private static final int HEADER = 1 << 16;

    private final Path file;
    private final SeekableByteChannel channel;
    private final long size;
    private Charset charset = StandardCharsets.UTF_8;
    private char separator = ',';
    private boolean quotes = true;

    private CsvSource(Path file, SeekableByteChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static CsvSource open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CsvException("cannot read " + file + ": it is a folder");
        }
        try {
            return new CsvSource(file, Files.newByteChannel(file), Files.size(file));
        } catch (NoSuchFileException missing) {
            throw new CsvException("cannot read " + file + ": there is no such file");
        } catch (AccessDeniedException denied) {
            throw new CsvException("cannot read " + file + ": permission denied");
        }
    }

    Reader characters() throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(Channels.newInputStream(channel), 3);
        byte[] first = bytes.readNBytes(3);
        if (begins(first, 0x1F, 0x8B)) {
            throw new CsvException("cannot read " + file + ": it is compressed (gzip); unpack it first");
        }
        if (begins(first, 'P', 'K', 3)) {
            throw new CsvException("cannot read " + file + ": it is a zip archive or a spreadsheet; CSV is needed");
        }
        charset = begins(first, 0xFF, 0xFE)
                ? StandardCharsets.UTF_16LE
                : begins(first, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        int mark = !charset.equals(StandardCharsets.UTF_8) ? 2 : begins(first, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        bytes.unread(first, mark, first.length - mark);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, decoder), BUFFER);
        recogniseSeparator(reader);
        return reader;
    }

    /** Tabs where the first line has one; then quotes mean themselves in a file of DataShop, which quotes nothing. */
    private void recogniseSeparator(BufferedReader reader) throws IOException {
        reader.mark(HEADER);
        StringBuilder header = new StringBuilder();
        try {
            for (int c = reader.read();
                    c >= 0 && c != '\n' && c != '\r' && header.length() < HEADER - 1;
                    c = reader.read()) {
                header.append((char) c);
            }
        } catch (CharacterCodingException malformed) {
            throw notText();
        }
        reader.reset();
        if (header.indexOf("\t") >= 0 && header.indexOf(",") < 0) {
            separator = '\t';
            quotes = !header.toString().toLowerCase(Locale.ROOT).contains("anon student id");
        }
    }

    /** What separates fields. */
    char separator() {
        return separator;
    }

    /** Whether a field may stand in quotes. */
    boolean quotes() {
        return quotes;
    }

    /** The fault of bytes that are not text, with the line of the first one and how to convert the file. */
    CsvException notText() throws IOException {
        String name = charset.name();
        var decoder = charset.newDecoder();
        long line = 1;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            ByteBuffer in = ByteBuffer.allocate(BUFFER);
            CharBuffer out = CharBuffer.allocate(BUFFER);
            boolean end = false;
            while (!end) {
                int read = bytes.read(in.array(), in.position(), in.remaining());
                end = read < 0;
                in.position(in.position() + Math.max(0, read)).flip();
                CoderResult result = decoder.decode(in, out, end);
                out.flip();
                line += out.chars().filter(c -> c == '\n').count();
                out.clear();
                if (result.isError()) {
                    return new CsvException(
                            "%s, line %d: the byte 0x%02X is not %s text; if the file is Latin-1 (Windows-1252), convert it: iconv -f WINDOWS-1252 -t UTF-8 %s > converted.csv"
                                    .formatted(file, line, in.get(in.position()), name, file));
                }
                in.compact();
            }
        }
        return new CsvException(file + ": bytes that are not " + name + " text");
    }

    private static boolean begins(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= bytes.length || bytes[i] != (byte) with[i]) {
                return false;
            }
        }
        return true;
    }

    /** The share of the file that has been read, from 0 to 1; 1 where the size is unknown, as of a pipe. */
    double share() throws IOException {
        return size == 0 ? 1 : Math.min(1, (double) channel.position() / size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
