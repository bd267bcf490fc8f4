/** Keeps decks, cards and commits in MongoDB. */
@NullMarked
package dev.engram.card.adapter.mongo;

import org.jspecify.annotations.NullMarked;
