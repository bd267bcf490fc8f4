/** Changes over HTTP: asked for page by page, and as a stream of server-sent events. */
@NullMarked
package dev.engram.review.adapter.feed;

import org.jspecify.annotations.NullMarked;
