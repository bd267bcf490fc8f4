/** The service's own projections in MongoDB, read on behalf of requests. */
@NullMarked
package dev.engram.review.adapter.mongo;

import org.jspecify.annotations.NullMarked;
