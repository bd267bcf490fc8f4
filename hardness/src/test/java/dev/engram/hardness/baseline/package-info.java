/** Tests of the baseline. */
@NullMarked
package dev.engram.hardness.baseline;

import org.jspecify.annotations.NullMarked;
