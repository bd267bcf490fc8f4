/** Trying again: work repeated in the background until it succeeds. */
@NullMarked
package dev.engram.kit.retry;

import org.jspecify.annotations.NullMarked;
