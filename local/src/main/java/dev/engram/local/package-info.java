/** A real Kafka broker and a real {@code mongod} as processes on loopback, for the launcher and for tests. */
@NullMarked
package dev.engram.local;

import org.jspecify.annotations.NullMarked;
