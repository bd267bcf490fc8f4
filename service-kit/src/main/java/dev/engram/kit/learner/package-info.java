/** What a learner has answered and knows of each card, as documents that two services keep for themselves. */
@NullMarked
package dev.engram.kit.learner;

import org.jspecify.annotations.NullMarked;
