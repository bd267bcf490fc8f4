package dev.engram.kit.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What is said of a name that a client sent and that is not known, such as a field or a parameter. */
public final class KnownNames {
    private static final int LONGEST_SHOWN = 64;

    private KnownNames() {}

    /** {@code is not known; did you mean 'answer'?}, or without a near name the list of those that are known. */
    public static String rule(String given, Collection<String> known) {
        return nearest(given, known)
                .map(near -> "is not known; did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "is not known; none is taken here"
                        : "is not known; known: "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** A name that came from a client, cut to a length that can be shown. */
    public static String shown(String given) {
        return given.codePointCount(0, given.length()) <= LONGEST_SHOWN
                ? given
                : given.substring(0, given.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }

    /** The known name that differs least, in at most a third of its letters; case, {@code _} and {@code -} do not count. */
    static Optional<String> nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST_SHOWN) {
            return Optional.empty();
        }
        var plain = plain(given);
        return known.stream()
                .sorted()
                .filter(name -> distance(plain, plain(name)) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Letters to add, remove, replace or swap with the next, each counted once (optimal string alignment). */
    private static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(rows[i - 1][j - 1] + replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}
