/** Double of the projection store for tests: the same contract, in the memory of one process. */
@NullMarked
package dev.engram.kit.projection.memory;

import org.jspecify.annotations.NullMarked;
