/** The method {@code pql}, for designs too large for a dense matrix. */
@NullMarked
package dev.engram.hardness.glmm.pql;

import org.jspecify.annotations.NullMarked;
