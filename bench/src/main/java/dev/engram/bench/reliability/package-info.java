/** Compares what mastery predicts of simulated classes with what is truly recalled, and writes the page that tells it. */
@NullMarked
package dev.engram.bench.reliability;

import org.jspecify.annotations.NullMarked;
