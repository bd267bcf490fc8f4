/** What all benches need: figures of several rounds, processor time, and the machine they were taken on. */
@NullMarked
package dev.engram.bench.measure;

import org.jspecify.annotations.NullMarked;
