/** From the states of a learner's cards to what is studied on a day and on those after it. No clock, no I/O, no randomness. */
@NullMarked
package dev.engram.scheduler.queue;

import org.jspecify.annotations.NullMarked;
