/** Commands of a learner: what is done to cards, and what was answered. */
@NullMarked
package dev.engram.cli.study;

import org.jspecify.annotations.NullMarked;
