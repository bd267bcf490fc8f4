/** Fits a design: what every method needs done before, and the way into each. */
@NullMarked
package dev.engram.hardness.glmm.fit;

import org.jspecify.annotations.NullMarked;
