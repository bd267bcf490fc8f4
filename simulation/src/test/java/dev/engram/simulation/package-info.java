/** Tests of the simulated worlds. */
@NullMarked
package dev.engram.simulation;

import org.jspecify.annotations.NullMarked;
