package dev.engram.simulation;

import java.util.Locale;

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

    /** How a card is remembered and forgotten in it. */
    public TrueMemory memory() {
        return memory;
    }
}
