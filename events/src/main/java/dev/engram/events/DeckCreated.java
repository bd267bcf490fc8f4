package dev.engram.events;

import java.util.List;

/**
 * A deck was created. Its identity is (owner, path).
 *
 * @param path 1 to 20 segments of 1 to 200 characters, outermost first; the last is the deck's name
 * @param title the title as written
 */
public record DeckCreated(CommitStamp stamp, LearnerId owner, List<String> path, String title) implements DeckEvent {

    public DeckCreated {
        FieldCheck.present(stamp, "stamp");
        FieldCheck.present(owner, "owner");
        path = List.copyOf(FieldCheck.present(path, "path"));
        FieldCheck.that(!path.isEmpty() && path.size() <= 20, "path must have 1 to 20 segments, has %d", path.size());
        path.forEach(segment -> FieldCheck.text(segment, "path segment", 200));
        FieldCheck.text(title, "title", 4_000);
    }
}
