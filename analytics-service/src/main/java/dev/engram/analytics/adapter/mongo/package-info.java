/** Reads the projections of this service. */
@NullMarked
package dev.engram.analytics.adapter.mongo;

import org.jspecify.annotations.NullMarked;
