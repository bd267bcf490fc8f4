/** Figures of a class, made of those of its learners. No clock, no I/O. */
@NullMarked
package dev.engram.analytics.domain.cohort;

import org.jspecify.annotations.NullMarked;
