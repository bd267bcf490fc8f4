/** What clients have been told of a learner's changes, and what there is to tell them since. */
@NullMarked
package dev.engram.projections.feed;

import org.jspecify.annotations.NullMarked;
