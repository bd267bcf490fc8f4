package dev.engram.simulation;

/** How memory truly works in a simulated world. */
public enum World {
    /** The curve and the stability updates of FSRS-6 with default weights. */
    FSRS("fsrs", new FsrsMemory()),
    /** Log-logistic forgetting, {@code logit R = 0.8 (ln S - ln t)}: the model that hardness assumes. */
    LL("ll", new LogLogisticMemory());

    private final String label;
    private final TrueMemory memory;

    World(String label, TrueMemory memory) {
        this.label = label;
        this.memory = memory;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    TrueMemory memory() {
        return memory;
    }
}
