/** The mixed models against the reference fits, their own derivatives and their symmetries. */
@NullMarked
package dev.engram.hardness.glmm.engine;

import org.jspecify.annotations.NullMarked;
