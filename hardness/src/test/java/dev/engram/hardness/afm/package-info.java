/** Tests of the Additive Factors Model and learning curves. */
@NullMarked
package dev.engram.hardness.afm;

import org.jspecify.annotations.NullMarked;
