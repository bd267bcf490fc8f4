/** Figures of the caller over HTTP, as JSON and as CSV. */
@NullMarked
package dev.engram.analytics.adapter.http.figure;

import org.jspecify.annotations.NullMarked;
