/** Tests of ranks. */
@NullMarked
package dev.engram.hardness.rank;

import org.jspecify.annotations.NullMarked;
