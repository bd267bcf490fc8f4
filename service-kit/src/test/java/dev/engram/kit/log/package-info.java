/** The log port against a double and a real broker, and the real one against faults. */
@NullMarked
package dev.engram.kit.log;

import org.jspecify.annotations.NullMarked;
