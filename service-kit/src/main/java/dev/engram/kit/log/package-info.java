/** The log as services write it: all events of a request acknowledged by Kafka, or none claimed to be; and positions in it. */
@NullMarked
package dev.engram.kit.log;

import org.jspecify.annotations.NullMarked;
