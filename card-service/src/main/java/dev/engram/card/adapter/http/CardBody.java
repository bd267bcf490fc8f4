package dev.engram.card.adapter.http;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import dev.engram.events.text.LocatorKind;
import dev.engram.events.text.TextPolicy;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of a card as a client sends it. */
@Schema(name = "CardBody", description = "The whole content of a card; text is kept verbatim")
public record CardBody(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = 2_000,
                format = "text",
                examples = "What is the basic equation for attention?")
        @Nullable
        String question,

        @Schema(
                maxItems = 12,
                description = "1 to 64 characters each, without white space; compared without case; '::' nests",
                examples = "[\"attention\", \"transformers\"]")
        @Nullable
        List<@Nullable String> tags,

        @Nullable AnswerBody answer,

        @Nullable SourceBody source,

        @Schema(
                description = "Where the question came from",
                minLength = 1,
                maxLength = 64,
                format = "name",
                examples = "from-source")
        @Nullable
        String provenance) {

    /** @param seeSource whether the answer points to the source material; absent is false */
    @Schema(name = "AnswerBody", description = "Has a text or points to the source, or both")
    public record AnswerBody(
            @Schema(minLength = 1, maxLength = 200, format = "name", examples = "Ada") @Nullable
            String author,

            @Schema(minLength = 1, maxLength = 20_000, format = "text", examples = "softmax(QK^T / sqrt(d)) V")
            @Nullable
            String text,

            @Schema(description = "Whether the answer stands in the source", defaultValue = "false") @Nullable
            Boolean seeSource) {

        private Answer read() {
            boolean toSource = Boolean.TRUE.equals(seeSource);
            if (text == null && !toSource) {
                throw Problem.invalidField(
                                "answer", "must have a text or point to the source; leave it out if there is none")
                        .exception();
            }
            valid("answer.author", () -> new Answer(author, null, false));
            return valid("answer.text", () -> new Answer(author, text, toSource));
        }
    }

    @Schema(name = "SourceBody")
    public record SourceBody(
            @Schema(
                    required = true,
                    minLength = 1,
                    maxLength = 500,
                    format = "title",
                    examples = "Attention Is All You Need")
            @Nullable
            String title,

            @Nullable LocatorBody locator) {

        private Source read() {
            var name = Fields.required("source.title", title);
            var place = locator == null ? null : locator.read();
            return valid("source.title", () -> new Source(name, place));
        }
    }

    @Schema(name = "LocatorBody", description = "A place in the source")
    public record LocatorBody(
            @Schema(
                    required = true,
                    enumeration = {"timestamp", "figure", "equation", "section"},
                    examples = "equation")
            @Nullable
            String kind,

            @Schema(
                    required = true,
                    minLength = 1,
                    maxLength = 64,
                    description = "As the kind is written: 1:02:03, 15.27 or [15.34]",
                    format = "locator",
                    examples = "15.34")
            @Nullable
            String value) {

        private Locator read() {
            var type = Fields.required("source.locator.kind", kind);
            if (LocatorKind.named(type).isEmpty()) {
                throw Fields.invalid("source.locator.kind", "must be one of " + LocatorKind.names());
            }
            var place = Fields.required("source.locator.value", value);
            return valid("source.locator.value", () -> new Locator(type, place));
        }
    }

    CardContent content() {
        var words = Fields.required("question", question);
        valid("question", () -> new CardContent(words, null, List.of(), null, null));
        valid("provenance", () -> new CardContent("?", provenance, List.of(), null, null));
        var labels = new ArrayList<Tag>();
        for (var tag : tags == null ? List.<@Nullable String>of() : tags) {
            var field = "tags[" + labels.size() + "]";
            var label = Fields.required(field, tag);
            labels.add(valid(field, () -> Tag.of(label)));
        }
        valid("tags", () -> new CardContent("?", null, labels, null, null));
        var content = new CardContent(
                words,
                provenance,
                labels,
                answer == null ? null : answer.read(),
                source == null ? null : source.read());
        var fault = TextPolicy.card(content);
        if (fault != null) {
            throw Fields.invalid(fault.field(), fault.rule());
        }
        return content;
    }

    /** The rules of the contract, as a problem that names the field. */
    static <T> T valid(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException broken) {
            throw Fields.invalid(field, String.valueOf(broken.getMessage()));
        }
    }
}
