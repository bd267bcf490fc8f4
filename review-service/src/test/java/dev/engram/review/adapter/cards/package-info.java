/** The port on the card service, over HTTP. */
package dev.engram.review.adapter.cards;
