/** What a learner has answered and knows of each card. */
@NullMarked
package dev.engram.projections.learner;

import org.jspecify.annotations.NullMarked;
