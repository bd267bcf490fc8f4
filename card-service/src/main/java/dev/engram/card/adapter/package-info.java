/** Puts the service together. */
@NullMarked
package dev.engram.card.adapter;

import org.jspecify.annotations.NullMarked;
