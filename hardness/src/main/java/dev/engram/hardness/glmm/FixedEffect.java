package dev.engram.hardness.glmm;

import java.util.Objects;

/**
 * An estimated coefficient.
 *
 * @param name name of the coefficient
 * @param estimate on the logit scale
 * @param se standard error; see {@link Fit} for what it comes from
 * @param bounded whether a finite estimate exists; if not (separation), the estimate is plus or minus infinity and the
 *     standard error infinite
 */
public record FixedEffect(String name, double estimate, double se, boolean bounded) {
    public FixedEffect {
        Objects.requireNonNull(name, "name");
    }
}
