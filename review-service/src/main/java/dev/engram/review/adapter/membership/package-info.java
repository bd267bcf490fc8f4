/** Which decks and cohorts a learner has joined, over HTTP. */
@NullMarked
package dev.engram.review.adapter.membership;

import org.jspecify.annotations.NullMarked;
