package dev.engram.events.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * One published version of an event.
 *
 * @param event today's record
 * @param upcast turns the fields of this version into those of today's record
 * @param written whether today's code writes this version; of an event exactly one
 */
record EventVersion<E>(Class<? extends E> event, UnaryOperator<ObjectNode> upcast, boolean written) {

    /** The version that is written today: its fields are the record's. */
    static <E> EventVersion<E> current(Class<? extends E> event) {
        return new EventVersion<>(event, UnaryOperator.identity(), true);
    }
}
