/** A class of learners whose memory is known, who study a deck day by day under the project's own scheduling. */
@NullMarked
package dev.engram.simulation.classroom;

import org.jspecify.annotations.NullMarked;
