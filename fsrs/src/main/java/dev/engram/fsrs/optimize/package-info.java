/** From review histories to the weights of FSRS-6 that fit the learner who gave them. */
@NullMarked
package dev.engram.fsrs.optimize;

import org.jspecify.annotations.NullMarked;
