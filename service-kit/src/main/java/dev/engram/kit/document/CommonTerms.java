package dev.engram.kit.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Describes in every OpenAPI document what has the same name and meaning in many calls, where a call does not do so itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonTerms implements OASFilter {
    private static final int LONGEST_POSITION = 4_000;
    private static final String POSITION = "deck-0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00@3";

    private static final Map<String, String> PROPERTIES = Map.of(
            "position", "Hand it to a read as 'after', and the answer contains this write",
            "caughtUp", "Whether the writes named by 'after' are in the answer",
            "parked", "Whether one of them could not be applied, and so is not in the answer");

    private static final Map<String, String> PARAMETERS = Map.of(
            "deckId", "Id of a deck",
            "cardId", "Id of a card",
            "reviewId", "Id of a review",
            "limit", "Most items of the answer",
            "after",
                    "Positions that writes answered, joined with commas: waits up to two seconds until the answer contains"
                            + " these writes, and says caughtUp: false where it does not",
            "If-Match", "The ETag of what is to be changed, as it was read",
            "If-None-Match", "The ETag of an earlier answer: 304 where nothing has changed since");

    private static final Map<String, String> EXAMPLES = Map.of("If-Match", "\"5\"", "If-None-Match", "\"5\"");

    @Override
    public Parameter filterParameter(Parameter parameter) {
        var text = PARAMETERS.get(parameter.getName());
        var schema = parameter.getSchema();
        if (text != null && parameter.getDescription() == null && (schema == null || schema.getDescription() == null)) {
            parameter.description(text);
        }
        if (parameter.getName().equals("after") && schema != null && schema.getFormat() == null) {
            schema.format("position").maxLength(LONGEST_POSITION).addExample(POSITION);
        }
        if (parameter.getIn() == Parameter.In.QUERY && isText(schema)) {
            // a parameter without a value is refused
            schema.minLength(1);
        }
        if (parameter.getName().equals("If-Match") && schema != null && schema.getPattern() == null) {
            schema.pattern("^\"[1-9][0-9]{0,17}\"$");
        }
        var example = EXAMPLES.get(parameter.getName());
        if (example != null && schema != null && schema.getExamples() == null) {
            schema.addExample(example);
        }
        return parameter;
    }

    private static boolean isText(@Nullable Schema schema) {
        return schema != null
                && schema.getType() != null
                && schema.getType().equals(List.of(SchemaType.STRING))
                && schema.getFormat() == null
                && schema.getMinLength() == null;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().values().forEach(CommonTerms::describe);
        }
    }

    private static void describe(Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (PROPERTIES.containsKey(name) && property.getDescription() == null && property.getRef() == null) {
                    property.description(PROPERTIES.get(name));
                }
            });
        }
    }
}
