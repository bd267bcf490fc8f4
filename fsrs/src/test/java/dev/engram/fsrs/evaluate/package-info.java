/** Tests of the package of the same name. */
@NullMarked
package dev.engram.fsrs.evaluate;

import org.jspecify.annotations.NullMarked;
