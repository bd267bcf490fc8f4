/** Tests of the watch over a topic. */
@NullMarked
package dev.engram.runtime.log;

import org.jspecify.annotations.NullMarked;
