package dev.engram.simulation;

import java.util.Locale;
import java.util.OptionalDouble;

/** How memory truly works in a simulated world. */
public enum World {
    /** The curve and the stability updates of FSRS-6 with default weights. */
    FSRS(new TrueMemory.Fsrs()),
    /** Log-logistic forgetting, {@code logit R = 0.8 (ln S - ln t)}: the model that hardness assumes. */
    LL(new TrueMemory.LogLogistic());

    private final TrueMemory memory;

    World(TrueMemory memory) {
        this.memory = memory;
    }

    /** The name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Slope of the logit of forgetting on ln t where it is one number: in {@link #LL}. */
    public OptionalDouble gamma() {
        return this == LL ? OptionalDouble.of(TrueMemory.LogLogistic.GAMMA) : OptionalDouble.empty();
    }

    /** How a card is remembered and forgotten in it. */
    public TrueMemory memory() {
        return memory;
    }
}
