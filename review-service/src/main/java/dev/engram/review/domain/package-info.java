/** What a learner may ask of this service and the rules of its entry: plain Java, no clock, no I/O. */
@NullMarked
package dev.engram.review.domain;

import org.jspecify.annotations.NullMarked;
