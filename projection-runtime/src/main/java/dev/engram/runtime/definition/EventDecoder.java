package dev.engram.runtime.definition;

import dev.engram.events.codec.Decoded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the value of a record: {@code LearnerEvents.codec()::decode}. */
@FunctionalInterface
public interface EventDecoder<E> {

    /** Never throws for what stands in a record; what it cannot read is undecodable with a reason. */
    Decoded<E> decode(Map<String, String> headers, byte @Nullable [] value);
}
