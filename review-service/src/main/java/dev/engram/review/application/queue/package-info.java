/** What to study next: the queue of a learner, in pages. */
@NullMarked
package dev.engram.review.application.queue;

import org.jspecify.annotations.NullMarked;
