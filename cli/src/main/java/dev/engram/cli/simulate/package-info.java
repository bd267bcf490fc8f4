/** Classes of simulated learners on the local stack. */
@NullMarked
package dev.engram.cli.simulate;

import org.jspecify.annotations.NullMarked;
