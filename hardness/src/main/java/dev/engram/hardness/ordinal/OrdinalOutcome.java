package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Unfit;
import java.util.Objects;

/** What came of fitting an ordinal model. */
public sealed interface OrdinalOutcome {
    /** A fit. */
    record Fitted(OrdinalFit fit) implements OrdinalOutcome {
        public Fitted {
            Objects.requireNonNull(fit, "fit");
        }
    }

    /** Nothing could be estimated; {@code why} says what is wrong. */
    record Unfitted(Unfit why) implements OrdinalOutcome {
        public Unfitted {
            Objects.requireNonNull(why, "why");
        }
    }
}
