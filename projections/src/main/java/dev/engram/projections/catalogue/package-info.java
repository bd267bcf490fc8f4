/** Decks and cards as services other than card-service know them. */
@NullMarked
package dev.engram.projections.catalogue;

import org.jspecify.annotations.NullMarked;
