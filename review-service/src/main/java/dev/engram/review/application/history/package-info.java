/** Reads of what a learner has done: reviews by time, and conflicts. */
@NullMarked
package dev.engram.review.application.history;

import org.jspecify.annotations.NullMarked;
