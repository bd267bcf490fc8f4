package dev.engram.cli.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a look at one thing found.
 *
 * @param subject what was looked at, one or two words
 * @param found a sentence or less
 * @param remedy what to do; null where nothing has to be done
 */
record Finding(
        Level level, String subject, String found, @Nullable String remedy) {

    /** How it is. */
    enum Level {
        OK,
        /** Not looked at, for a reason that is no fault. */
        SKIP,
        /** The stack runs, but not as well or as long as it should. */
        WARN,
        /** The stack does not run, or could lose something. */
        FAIL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, null);
    }

    static Finding skip(String subject, String why) {
        return new Finding(Level.SKIP, subject, why, null);
    }

    static Finding warn(String subject, String found, String remedy) {
        return new Finding(Level.WARN, subject, found, remedy);
    }

    static Finding fail(String subject, String found, String remedy) {
        return new Finding(Level.FAIL, subject, found, remedy);
    }
}
