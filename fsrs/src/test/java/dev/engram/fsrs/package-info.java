/** FSRS-6 and FSRS-7 against the reference vectors and their own properties. */
@NullMarked
package dev.engram.fsrs;

import org.jspecify.annotations.NullMarked;
