package dev.engram.bench.hardness;

import dev.engram.hardness.glmm.Method;
import dev.engram.simulation.Size;
import java.util.Locale;

/** Rows on which fits are compared with {@code glmer}: few cards, many cards, many cards and learners with few rows each. */
enum RowShape {
    FEW_CARDS(new Size(30, 600, 300, 100, RowShape.HORIZON_DAYS)),
    MANY_CARDS(new Size(30, 3_000, 300, 50, RowShape.HORIZON_DAYS)),
    MANY_OF_BOTH(new Size(30, 1_140, 1_000, 4, RowShape.HORIZON_DAYS));

    private static final int HORIZON_DAYS = 155; // 190,000 reviews of 300 learners with 100 cards each
    private final Size size;

    RowShape(Size size) {
        this.size = size;
    }

    Size size() {
        return size;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How many times as fast as {@code glmer} a method is to be: never slower, and much faster where rows are many. */
    double goal(Method method) {
        return this == FEW_CARDS && method == Method.JOINT ? 20 : 1;
    }
}
