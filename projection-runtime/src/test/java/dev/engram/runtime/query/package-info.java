/** The double of the port on projections, and the suite that it and the real one pass alike. */
@NullMarked
package dev.engram.runtime.query;

import org.jspecify.annotations.NullMarked;
