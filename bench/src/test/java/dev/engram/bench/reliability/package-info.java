/** Tests of the page on reliability. */
@NullMarked
package dev.engram.bench.reliability;

import org.jspecify.annotations.NullMarked;
