package dev.engram.events;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes and reads the UUIDs of the contract (RFC 9562). */
public final class Ids {

    private static final int LENGTH = 36;
    private static final TimeBasedEpochGenerator EPOCH = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** A new time-ordered id, version 7. Safe for use by several threads. */
    public static UUID v7() {
        return EPOCH.generate();
    }

    /** The id that {@code name} has in {@code namespace}, version 5: the same for the same input. */
    public static UUID v5(UUID namespace, String name) {
        return Generators.nameBasedGenerator(namespace).generate(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that {@code name} has in {@code namespace}, as {@link #v5}, but of version 8: of what is simulated. */
    public static UUID v8(UUID namespace, String name) {
        var id = v5(namespace, name);
        return new UUID(id.getMostSignificantBits() & ~0xf000L | 0x8000L, id.getLeastSignificantBits());
    }

    /** Whether it has version 8. */
    public static boolean isV8(UUID id) {
        return id.version() == 8 && id.variant() == 2;
    }

    public static boolean isV7(UUID id) {
        return id.version() == 7 && id.variant() == 2;
    }

    /** @throws IllegalArgumentException naming {@code field} if {@code text} is not a UUID in its 36-character form */
    public static UUID parse(String text, String field) {
        FieldCheck.that(isForm(text), "%s must be a UUID such as 0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00", field);
        return UUID.fromString(text);
    }

    /** Written out: each event has five, and a regular expression takes ten times as long. */
    private static boolean isForm(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char at = text.charAt(i);
            boolean isForm = i == 8 || i == 13 || i == 18 || i == 23 ? at == '-' : isHex(at);
            if (!isForm) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char at) {
        return at >= '0' && at <= '9' || at >= 'a' && at <= 'f' || at >= 'A' && at <= 'F';
    }

    /** Order of the text form; {@link UUID#compareTo} compares signed halves, which no other system does. */
    static int compare(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }
}
