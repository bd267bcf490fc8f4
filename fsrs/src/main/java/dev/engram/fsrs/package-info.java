/** FSRS-6 and FSRS-7: from the answers given to one card to its memory state, its recall over time, and the next interval. */
@NullMarked
package dev.engram.fsrs;

import org.jspecify.annotations.NullMarked;
