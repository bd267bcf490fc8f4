/** The use cases of the review service and the ports through which they reach the log, the projections and the cards. */
@NullMarked
package dev.engram.review.application;

import org.jspecify.annotations.NullMarked;
