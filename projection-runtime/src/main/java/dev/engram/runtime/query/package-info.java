/** The queries of services on projections in MongoDB. */
@NullMarked
package dev.engram.runtime.query;

import org.jspecify.annotations.NullMarked;
