/** The projections of a service: their host, and what operators see and do of them. */
@NullMarked
package dev.engram.kit.projection;

import org.jspecify.annotations.NullMarked;
