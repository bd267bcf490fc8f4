/** Speed and memory of the hardness engine, alone and beside {@code glmer} of R's lme4. */
@NullMarked
package dev.engram.bench.hardness;

import org.jspecify.annotations.NullMarked;
