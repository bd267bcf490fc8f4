/** The identity of a topic of the log, and the watch over it: what it was when it was last well, and what happened to it since. */
@NullMarked
package dev.engram.runtime.log;

import org.jspecify.annotations.NullMarked;
