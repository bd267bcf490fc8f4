package dev.engram.events;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a card, verbatim.
 *
 * @param question 1 to 2,000 characters
 * @param provenance where the question came from, such as {@code from-source}
 * @param tags at most 12, none twice by {@link Tag#key()}
 */
public record CardContent(
        String question,
        @Nullable String provenance,
        List<Tag> tags,
        @Nullable Answer answer,
        @Nullable Source source) {

    public CardContent {
        FieldCheck.text(question, "question", 2_000);
        if (provenance != null) {
            FieldCheck.text(provenance, "provenance", 64);
        }
        tags = List.copyOf(FieldCheck.present(tags, "tags"));
        FieldCheck.that(tags.size() <= 12, "tags must be at most 12, were %d", tags.size());
        var keys = new HashSet<String>();
        for (var tag : tags) {
            FieldCheck.that(keys.add(tag.key()), "tags must not repeat: %s", tag.value());
        }
    }

    /**
     * @param author who wrote the answer
     * @param text at most 20,000 characters
     * @param seeSource whether the answer points to the source material
     */
    public record Answer(@Nullable String author, @Nullable String text, boolean seeSource) {

        public Answer {
            if (author != null) {
                FieldCheck.text(author, "answer.author", 200);
            }
            if (text != null) {
                FieldCheck.text(text, "answer.text", 20_000);
            }
        }
    }

    /** @param title 1 to 500 characters */
    public record Source(String title, @Nullable Locator locator) {

        public Source {
            FieldCheck.text(title, "source.title", 500);
        }
    }

    /**
     * A place in a source.
     *
     * @param kind timestamp, figure, equation or section
     */
    public record Locator(String kind, String value) {

        public Locator {
            FieldCheck.text(kind, "source.locator.kind", 32);
            FieldCheck.text(value, "source.locator.value", 64);
        }
    }
}
