/** Tests of the learner-card documents on a real database. */
@NullMarked
package dev.engram.runtime.learner;

import org.jspecify.annotations.NullMarked;
