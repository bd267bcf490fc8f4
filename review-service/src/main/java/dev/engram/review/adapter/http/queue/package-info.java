/** The queue over HTTP. */
@NullMarked
package dev.engram.review.adapter.http.queue;

import org.jspecify.annotations.NullMarked;
