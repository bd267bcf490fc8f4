/** What keeps many requests from costing too much: budgets of a process and of each caller, questions asked together. */
@NullMarked
package dev.engram.kit.limit;

import org.jspecify.annotations.NullMarked;
