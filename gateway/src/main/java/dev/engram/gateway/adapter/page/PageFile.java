package dev.engram.gateway.adapter.page;

import dev.engram.gateway.adapter.compression.Gzip;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is sent.
 *
 * @param type the header Content-Type
 * @param cacheControl the header Cache-Control
 * @param digest of its bytes, in hex
 * @param plain its bytes
 * @param compressed the same with gzip, if that is shorter
 */
record PageFile(
        String type,
        String cacheControl,
        String digest,
        Buffer plain,
        @Nullable Buffer compressed) {
    /** Names of parts of the pages have a digest of what is in them, so that another content has another name. */
    private static final Pattern NAMED_BY_CONTENT = Pattern.compile("/app/.+-[A-Z0-9]{8}\\.(js|css)");

    static final String FOR_A_YEAR = "public, max-age=31536000, immutable";
    static final String ASK_AGAIN = "no-cache";

    static PageFile of(String path, byte[] bytes) {
        var type = type(path);
        var compressed = Gzip.isCompressible(type) && bytes.length >= Gzip.MIN_BYTES ? Gzip.smallest(bytes) : null;
        return new PageFile(
                type,
                NAMED_BY_CONTENT.matcher(path).matches() ? FOR_A_YEAR : ASK_AGAIN,
                digest(bytes),
                Buffer.buffer(bytes),
                compressed == null || compressed.length >= bytes.length ? null : Buffer.buffer(compressed));
    }

    /** The header ETag, which differs with the coding. */
    String entityTag(boolean isCompressed) {
        return "\"" + digest + (isCompressed ? "-gz" : "") + "\"";
    }

    /** Whether one of these, of a header If-None-Match, names this file in any coding. */
    boolean isNamedBy(String entityTags) {
        return entityTags.strip().equals("*") || entityTags.contains("\"" + digest);
    }

    private static String type(String path) {
        if (path.endsWith(".webmanifest")) {
            return "application/manifest+json";
        }
        var type = MimeMapping.getMimeTypeForFilename(path);
        if (type == null) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
