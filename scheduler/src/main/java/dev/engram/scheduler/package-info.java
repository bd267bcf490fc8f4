/** From the reviews of one card to a memory state and a due date, and from those to a queue. No clock, no I/O, no randomness. */
@NullMarked
package dev.engram.scheduler;

import org.jspecify.annotations.NullMarked;
