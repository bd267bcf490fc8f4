/** Recovers the truth of simulated worlds at full size and writes the page that tells how well it went. */
@NullMarked
package dev.engram.bench.recovery;

import org.jspecify.annotations.NullMarked;
