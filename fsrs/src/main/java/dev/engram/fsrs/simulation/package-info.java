/** Simulated study: work and knowledge per day under a plan, and the retention with the least work for the knowledge. */
@NullMarked
package dev.engram.fsrs.simulation;

import org.jspecify.annotations.NullMarked;
