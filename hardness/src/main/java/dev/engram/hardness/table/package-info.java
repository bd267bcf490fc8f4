/** Tables of reviews and of the tags of cards: what was delivered, checked, in an order that depends on no name. */
@NullMarked
package dev.engram.hardness.table;

import org.jspecify.annotations.NullMarked;
