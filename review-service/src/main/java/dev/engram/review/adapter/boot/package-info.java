/** Puts the service together: configuration, projections, use cases. */
@NullMarked
package dev.engram.review.adapter.boot;

import org.jspecify.annotations.NullMarked;
