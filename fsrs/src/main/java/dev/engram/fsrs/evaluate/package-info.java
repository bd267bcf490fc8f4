/** How well weights, or a baseline without a memory model, predict the reviews of a learner. */
@NullMarked
package dev.engram.fsrs.evaluate;

import org.jspecify.annotations.NullMarked;
