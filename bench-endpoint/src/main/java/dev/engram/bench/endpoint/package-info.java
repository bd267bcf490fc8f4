/** An endpoint that does nothing with reviews but parse and answer them: what HTTP and JSON alone take on a machine. */
@NullMarked
package dev.engram.bench.endpoint;

import org.jspecify.annotations.NullMarked;
