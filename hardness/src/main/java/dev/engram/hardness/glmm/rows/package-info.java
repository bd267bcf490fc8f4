/** The rows of a design, compiled: covariate patterns and an order that does not depend on theirs. */
@NullMarked
package dev.engram.hardness.glmm.rows;

import org.jspecify.annotations.NullMarked;
