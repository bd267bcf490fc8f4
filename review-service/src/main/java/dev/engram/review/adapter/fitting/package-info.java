/** Fits of weights: over HTTP, by night, and where jobs are kept. */
@NullMarked
package dev.engram.review.adapter.fitting;

import org.jspecify.annotations.NullMarked;
