/** What is folded: projections of the log, pure and without a clock, and what they have in common. */
@NullMarked
package dev.engram.projections;

import org.jspecify.annotations.NullMarked;
