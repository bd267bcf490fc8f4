/** Hosts projections in a process: which generations run, rebuild beside the live one, parked events, status. */
@NullMarked
package dev.engram.runtime.host;

import org.jspecify.annotations.NullMarked;
