/** Tests of the package of the same name. */
@NullMarked
package dev.engram.fsrs.history;

import org.jspecify.annotations.NullMarked;
