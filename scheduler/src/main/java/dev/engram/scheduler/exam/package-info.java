/** What can be known on the day of an exam, by simulation from card states. No clock, no I/O; randomness by a seed that is given. */
@NullMarked
package dev.engram.scheduler.exam;

import org.jspecify.annotations.NullMarked;
