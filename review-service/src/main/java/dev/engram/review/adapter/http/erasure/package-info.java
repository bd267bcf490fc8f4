/** Erasure and take-out of a learner, for the gateway. */
@NullMarked
package dev.engram.review.adapter.http.erasure;

import org.jspecify.annotations.NullMarked;
