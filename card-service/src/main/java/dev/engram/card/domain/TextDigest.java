package dev.engram.card.domain;

import dev.engram.events.CardContent;
import dev.engram.events.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first 128 bits of the SHA-256 of texts: equal for equal texts, so that a large deck is compared without being held. */
public record TextDigest(UUID value) {

    public static TextDigest of(CardKey key) {
        return of(List.of(key.value()));
    }

    public static TextDigest of(byte[] file) {
        return first128(sha256().digest(file));
    }

    /** Of every field, in their order. */
    public static TextDigest of(CardContent content) {
        var fields = new ArrayList<@Nullable String>();
        fields.add(content.question());
        fields.add(content.provenance());
        var answer = content.answer();
        fields.add(answer == null ? null : Boolean.toString(answer.seeSource()));
        fields.add(answer == null ? null : answer.author());
        fields.add(answer == null ? null : answer.text());
        var source = content.source();
        var locator = source == null ? null : source.locator();
        fields.add(source == null ? null : source.title());
        fields.add(locator == null ? null : locator.kind());
        fields.add(locator == null ? null : locator.value());
        content.tags().stream().map(Tag::value).forEach(fields::add);
        return of(fields);
    }

    private static TextDigest of(List<@Nullable String> fields) {
        var digest = sha256();
        for (var field : fields) {
            var bytes = field == null ? null : field.getBytes(StandardCharsets.UTF_8);
            // with lengths, no two lists of fields have the same bytes
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(bytes == null ? -1 : bytes.length)
                    .flip());
            if (bytes != null) {
                digest.update(bytes);
            }
        }
        return first128(digest.digest());
    }

    private static TextDigest first128(byte[] digest) {
        var bits = ByteBuffer.wrap(digest);
        return new TextDigest(new UUID(bits.getLong(), bits.getLong()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
