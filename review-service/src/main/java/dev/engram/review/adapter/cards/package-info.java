/** The card service, asked over HTTP. */
@NullMarked
package dev.engram.review.adapter.cards;

import org.jspecify.annotations.NullMarked;
