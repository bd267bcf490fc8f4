/** Tests of the learner-card documents on a real database. */
@NullMarked
package dev.engram.kit.learner;

import org.jspecify.annotations.NullMarked;
