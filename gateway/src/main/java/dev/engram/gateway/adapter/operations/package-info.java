/** What operators do with the projections of services, at the public port. */
@NullMarked
package dev.engram.gateway.adapter.operations;

import org.jspecify.annotations.NullMarked;
