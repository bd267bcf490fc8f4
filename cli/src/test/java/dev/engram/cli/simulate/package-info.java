/** Tests of the simulated classes. */
@NullMarked
package dev.engram.cli.simulate;

import org.jspecify.annotations.NullMarked;
