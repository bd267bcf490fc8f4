/** Fits of weights over HTTP. */
@NullMarked
package dev.engram.review.adapter.http.fitting;

import org.jspecify.annotations.NullMarked;
