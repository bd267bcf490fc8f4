/** Review histories of many cards in flat arrays, and the predictions that can be scored on them, in the order of time. */
@NullMarked
package dev.engram.fsrs.history;

import org.jspecify.annotations.NullMarked;
