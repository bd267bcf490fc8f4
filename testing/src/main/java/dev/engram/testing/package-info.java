/** Real Kafka and MongoDB for tests, seeds, generators, and the tools that conformance suites are made of. */
@NullMarked
package dev.engram.testing;

import org.jspecify.annotations.NullMarked;
