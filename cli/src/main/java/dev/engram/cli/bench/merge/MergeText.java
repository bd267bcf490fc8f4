package dev.engram.cli.bench.merge;

import java.util.Locale;

/** The figures of both, beside each other. */
final class MergeText {
    private MergeText() {}

    static String of(MergeComparison known, MergeComparison random, long seed) {
        var text = new StringBuilder();
        text.append("Anki ")
                .append(known.ankiVersion())
                .append(" and its sync server beside Engram, the same answers.\n\n");
        text.append(known.history().cards()
                + " cards: the phone answers AGAIN without a network, the desktop GOOD a day later, both sync\n");
        table(text, known);
        text.append("  stability that Anki holds, and that it computes anew from its reviews: %.2f and %.2f days%n"
                .formatted(known.ankiStability(), known.trueStability()));
        text.append('\n');
        var history = random.history();
        text.append("%,d random answers to %,d cards by both devices in %,d days, none in conflict; seed %d%n"
                .formatted(history.answers(), history.cards(), history.days(), seed));
        table(text, random);
        text.append("  The truths of Anki and of py-fsrs differ by at most %.2f %% of a stability.%n"
                .formatted(100 * Math.max(known.truthsDiffer(), random.truthsDiffer())));
        return text.toString();
    }

    private static void table(StringBuilder text, MergeComparison both) {
        var anki = both.anki();
        var engram = both.engram();
        row(text, "", "Anki", "Engram");
        row(text, "lost lapses", of(anki.lostLapses(), anki.lapses()), of(engram.lostLapses(), engram.lapses()));
        row(
                text,
                "wrong due dates",
                of(anki.wrongDueDates(), anki.cards()),
                of(engram.wrongDueDates(), engram.cards()));
        row(text, "error of stability, median", percent(anki.medianError()), percent(engram.medianError()));
        row(text, "error of stability, largest", percent(anki.largestError()), percent(engram.largestError()));
        text.append("  AGAIN in review in Anki's list of reviews: ")
                .append(both.againInReview())
                .append('\n');
    }

    private static void row(StringBuilder text, String what, String anki, String engram) {
        text.append(String.format(Locale.ROOT, "  %-30s %14s %14s%n", what, anki, engram));
    }

    private static String of(int part, int all) {
        return "%d of %d".formatted(part, all);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
