/** The mixed models against the reference fits, their own derivatives and their symmetries. */
@NullMarked
package dev.engram.hardness.glmm.fit;

import org.jspecify.annotations.NullMarked;
