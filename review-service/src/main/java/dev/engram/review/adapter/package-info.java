/** Puts the service together: configuration, projections, use cases. */
@NullMarked
package dev.engram.review.adapter;

import org.jspecify.annotations.NullMarked;
