/** Logistic mixed models with crossed random factors and weighted multiple memberships. No I/O, no clock, no randomness. */
@NullMarked
package dev.engram.hardness.glmm;

import org.jspecify.annotations.NullMarked;
