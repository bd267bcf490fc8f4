/** The study plan of a learner: what it is, how it changes, and what a change would do. */
@NullMarked
package dev.engram.review.application.plan;

import org.jspecify.annotations.NullMarked;
