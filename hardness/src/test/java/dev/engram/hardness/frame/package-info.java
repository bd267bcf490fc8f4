/** Tests of the rows and terms of a fit. */
@NullMarked
package dev.engram.hardness.frame;

import org.jspecify.annotations.NullMarked;
