/** Tests of the page on recovery. */
@NullMarked
package dev.engram.bench.recovery;

import org.jspecify.annotations.NullMarked;
