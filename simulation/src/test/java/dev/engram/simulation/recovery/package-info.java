/** Tests of the measures of recovery, and recovery itself at a size that a build can afford. */
@NullMarked
package dev.engram.simulation.recovery;

import org.jspecify.annotations.NullMarked;
