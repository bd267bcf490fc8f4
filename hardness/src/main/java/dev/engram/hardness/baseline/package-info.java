/** The shrunk lapse rate of each tag, a description that depends on the scheduler and ignores cards and learners. */
@NullMarked
package dev.engram.hardness.baseline;

import org.jspecify.annotations.NullMarked;
