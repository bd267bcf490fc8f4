/** Erasure of a learner. */
@NullMarked
package dev.engram.review.application.erasure;

import org.jspecify.annotations.NullMarked;
