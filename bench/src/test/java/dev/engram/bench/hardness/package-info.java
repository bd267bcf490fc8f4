/** Tests of the arithmetic of the report. */
@NullMarked
package dev.engram.bench.hardness;

import org.jspecify.annotations.NullMarked;
