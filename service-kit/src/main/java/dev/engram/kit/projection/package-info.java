/** Turns a log of events into documents: every event is counted exactly once, whatever dies in between. */
@NullMarked
package dev.engram.kit.projection;

import org.jspecify.annotations.NullMarked;
