/** Figures of one learner, each computed from the folded histories of cards. No clock, no I/O. */
@NullMarked
package dev.engram.analytics.domain.learner;

import org.jspecify.annotations.NullMarked;
