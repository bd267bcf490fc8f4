/** Budgets of a process and of each caller. */
@NullMarked
package dev.engram.kit.limit;

import org.jspecify.annotations.NullMarked;
