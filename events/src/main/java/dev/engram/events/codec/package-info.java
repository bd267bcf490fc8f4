/** How events are written to and read from the log: JSON values with CloudEvents 1.0 binary mode headers. */
@NullMarked
package dev.engram.events.codec;

import org.jspecify.annotations.NullMarked;
