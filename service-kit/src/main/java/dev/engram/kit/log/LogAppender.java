package dev.engram.kit.log;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import java.util.List;

/** Appends events to the log. Safe for use by several threads. */
public interface LogAppender {

    /**
     * Appends {@code events}, those of one key in their order, and returns when the log has acknowledged all of them.
     * After an exception any of them may be in the log or not: repeat the whole call, which the folds do not mind.
     *
     * @return where each event stands, in the order of {@code events}
     * @throws LogUnavailableException within 9 seconds if not all were acknowledged
     * @throws dev.engram.kit.problem.UnavailableException at once if too many bytes await acknowledgement already; nothing was appended
     */
    List<Appended> append(TopicDefinition topic, List<EncodedEvent> events);
}
