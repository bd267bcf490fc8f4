/** Tests of ordinal models. */
@NullMarked
package dev.engram.hardness.ordinal;

import org.jspecify.annotations.NullMarked;
