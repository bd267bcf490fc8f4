/** Tests of the package of the same name. */
@NullMarked
package dev.engram.fsrs.optimize;

import org.jspecify.annotations.NullMarked;
