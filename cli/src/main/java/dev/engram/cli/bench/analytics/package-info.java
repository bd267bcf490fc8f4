/** {@code engram bench analytics}: how fast answers become figures, and figures of learners and classes are read. */
@NullMarked
package dev.engram.cli.bench.analytics;

import org.jspecify.annotations.NullMarked;
