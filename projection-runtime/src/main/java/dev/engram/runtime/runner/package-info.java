/** Keeps one generation of a projection up to date with its topic: a consumer, a state machine per partition, one transaction per batch. */
@NullMarked
package dev.engram.runtime.runner;

import org.jspecify.annotations.NullMarked;
