/** Measures the whole stack, as a user would see it. */
@NullMarked
package dev.engram.cli.bench;

import org.jspecify.annotations.NullMarked;
