/** Tests of the simulated classes. */
@NullMarked
package dev.engram.simulation.classroom;

import org.jspecify.annotations.NullMarked;
