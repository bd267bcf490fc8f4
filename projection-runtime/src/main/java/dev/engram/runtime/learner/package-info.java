/** Learner cards in MongoDB: their documents and the questions asked of them. */
@NullMarked
package dev.engram.runtime.learner;

import org.jspecify.annotations.NullMarked;
