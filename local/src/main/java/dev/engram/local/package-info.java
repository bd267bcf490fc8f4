/** A Kafka broker and a {@code mongod} as processes on loopback, for the local stack and for tests. */
@NullMarked
package dev.engram.local;

import org.jspecify.annotations.NullMarked;
