/** How figures name their definitions, and how they are written as CSV. */
@NullMarked
package dev.engram.kit.figure;

import org.jspecify.annotations.NullMarked;
