package dev.engram.card.adapter.http;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of a card as a client sends it. */
@Schema(name = "CardBody", description = "The whole content of a card; text is kept verbatim")
public record CardBody(
        @Schema(required = true, maxLength = 2_000, examples = "What is the basic equation for attention?") @Nullable
        String question,

        @Schema(
                maxItems = 12,
                description = "1 to 64 characters each, without white space; compared without case; '::' nests",
                examples = "[\"attention\", \"transformers\"]")
        @Nullable
        List<@Nullable String> tags,

        @Nullable AnswerBody answer,

        @Nullable SourceBody source,

        @Schema(description = "Where the question came from", examples = "from-source") @Nullable
        String provenance) {

    private static final Set<String> LOCATORS = Set.of("timestamp", "figure", "equation", "section");

    /** @param seeSource whether the answer points to the source material; absent is false */
    @Schema(name = "AnswerBody", description = "Has a text or points to the source, or both")
    public record AnswerBody(
            @Nullable String author,
            @Schema(maxLength = 20_000) @Nullable String text,
            @Nullable Boolean seeSource) {}

    @Schema(name = "SourceBody")
    public record SourceBody(
            @Schema(required = true, maxLength = 500) @Nullable
            String title,

            @Nullable LocatorBody locator) {}

    @Schema(name = "LocatorBody", description = "A place in the source")
    public record LocatorBody(
            @Schema(
                    required = true,
                    enumeration = {"timestamp", "figure", "equation", "section"})
            @Nullable
            String kind,

            @Schema(required = true, maxLength = 64, examples = "15.34") @Nullable
            String value) {}

    CardContent content() {
        var words = Fields.wellFormed("question", Fields.required("question", question));
        Fields.wellFormed("provenance", provenance);
        valid("question", () -> new CardContent(words, null, List.of(), null, null));
        valid("provenance", () -> new CardContent("?", provenance, List.of(), null, null));
        var labels = labels();
        valid("tags", () -> new CardContent("?", null, labels, null, null));
        return new CardContent(words, provenance, labels, read(answer), read(source));
    }

    private List<Tag> labels() {
        var labels = new ArrayList<Tag>();
        var given = tags == null ? List.<@Nullable String>of() : tags;
        for (int i = 0; i < given.size(); i++) {
            var field = "tags[" + i + "]";
            var text = Fields.wellFormed(field, Fields.required(field, given.get(i)));
            labels.add(valid(field, () -> Tag.of(text)));
        }
        return labels;
    }

    private static @Nullable Answer read(@Nullable AnswerBody answer) {
        if (answer == null) {
            return null;
        }
        boolean seeSource = Boolean.TRUE.equals(answer.seeSource());
        if (answer.text() == null && !seeSource) {
            throw Problem.invalidField(
                            "answer", "must have a text or point to the source; leave it out if there is none")
                    .exception();
        }
        Fields.wellFormed("answer.author", answer.author());
        Fields.wellFormed("answer.text", answer.text());
        valid("answer.author", () -> new Answer(answer.author(), null, false));
        return valid("answer.text", () -> new Answer(answer.author(), answer.text(), seeSource));
    }

    private static @Nullable Source read(@Nullable SourceBody source) {
        if (source == null) {
            return null;
        }
        var title = Fields.wellFormed("source.title", Fields.required("source.title", source.title()));
        var locator = read(source.locator());
        return valid("source.title", () -> new Source(title, locator));
    }

    private static @Nullable Locator read(@Nullable LocatorBody locator) {
        if (locator == null) {
            return null;
        }
        var kind = Fields.required("source.locator.kind", locator.kind());
        if (!LOCATORS.contains(kind)) {
            throw Problem.invalidField("source.locator.kind", "must be one of timestamp, figure, equation, section")
                    .exception();
        }
        var value = Fields.wellFormed("source.locator.value", Fields.required("source.locator.value", locator.value()));
        return valid("source.locator.value", () -> new Locator(kind, value));
    }

    /** The rules of the contract, as a problem that names the field. */
    private static <T> T valid(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException broken) {
            throw Problem.invalidField(field, String.valueOf(broken.getMessage()))
                    .exception();
        }
    }
}
