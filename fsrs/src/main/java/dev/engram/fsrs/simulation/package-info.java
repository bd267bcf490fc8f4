/** What studying would come to: work and knowledge per day under a plan, and the retention that is worth its work. */
@NullMarked
package dev.engram.fsrs.simulation;

import org.jspecify.annotations.NullMarked;
