/** FSRS-6 against the reference vectors and its own properties. */
@NullMarked
package dev.engram.fsrs;

import org.jspecify.annotations.NullMarked;
