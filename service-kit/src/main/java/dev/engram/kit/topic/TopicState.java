package dev.engram.kit.topic;

import dev.engram.events.topic.TopicRules.Violation;
import java.util.List;

/** What a look at a topic found. */
public sealed interface TopicState {
    /** It keeps every event. */
    record Sound() implements TopicState {}

    /** It is not there, and this service does not create it. */
    record Absent() implements TopicState {}

    /** No broker answered. @param reason for the operator's log */
    record Unreachable(String reason) implements TopicState {}

    /** It could lose events or scatter them. */
    record Unsound(List<Violation> violations) implements TopicState {
        public Unsound {
            violations = List.copyOf(violations);
        }
    }
}
