package dev.engram.gateway.adapter.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Which answers are compressed, and how. */
public final class Gzip {
    /** The coding as headers name it. */
    public static final String NAME = "gzip";

    /** Shorter answers fit into one packet as they are. */
    public static final int MIN_BYTES = 1_024;

    private static final Pattern COMPRESSIBLE = Pattern.compile(
            "(text/(?!event-stream)[a-z-]+|application/([a-z-]+\\+)?json|application/(yaml|javascript)|image/svg\\+xml)(;.*)?");

    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0{0,3})?");

    private Gzip() {}

    /** Whether a client that sent this header {@code Accept-Encoding} takes gzip. */
    public static boolean isAccepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (var choice : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
            var parts = choice.split(";");
            if (parts[0].strip().equals(NAME)) {
                return parts.length == 1 || !REFUSED.matcher(parts[1].strip()).matches();
            }
        }
        return false;
    }

    /** Whether answers of this type become shorter. Not those that go on for minutes: their parts must arrive at once. */
    public static boolean isCompressible(@Nullable String contentType) {
        return contentType != null
                && COMPRESSIBLE.matcher(contentType.toLowerCase(Locale.ROOT)).matches();
    }

    /** As small as it gets, for what is compressed once and sent often. */
    public static byte[] smallest(byte[] bytes) {
        return compressed(bytes, Deflater.BEST_COMPRESSION);
    }

    /** For what is sent once: three times as fast as {@link #smallest}, and a fifth longer. */
    static byte[] quickly(byte[] bytes) {
        return compressed(bytes, Deflater.BEST_SPEED);
    }

    private static byte[] compressed(byte[] bytes, int level) {
        var compressed = new ByteArrayOutputStream(Math.max(64, bytes.length / 4));
        try (var gzip = to(compressed, level)) {
            gzip.write(bytes);
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        return compressed.toByteArray();
    }

    /** @param level of {@link Deflater} */
    static GZIPOutputStream to(OutputStream target, int level) throws IOException {
        return new GZIPOutputStream(target, 8_192) {
            {
                def.setLevel(level);
            }
        };
    }
}
