/** What review-service keeps in its database beside its projections. */
@NullMarked
package dev.engram.review.adapter.mongo;

import org.jspecify.annotations.NullMarked;
