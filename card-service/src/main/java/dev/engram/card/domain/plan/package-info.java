/** What an import of a file, and its undo, would do to a deck. */
@NullMarked
package dev.engram.card.domain.plan;

import org.jspecify.annotations.NullMarked;
