/** Weights fitted to a learner's reviews on the server, as background jobs. */
@NullMarked
package dev.engram.review.application.fitting;

import org.jspecify.annotations.NullMarked;
