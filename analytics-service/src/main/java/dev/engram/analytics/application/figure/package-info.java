/** Figures of one learner: which cards they are about, how they are read, and what they stand on. */
@NullMarked
package dev.engram.analytics.application.figure;

import org.jspecify.annotations.NullMarked;
