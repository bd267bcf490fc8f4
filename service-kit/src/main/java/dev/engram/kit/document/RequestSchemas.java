package dev.engram.kit.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Says in every OpenAPI document that bodies of requests have no other fields than those described, and that null counts as
 * absent there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class RequestSchemas implements OASFilter {
    private static final String COMPONENT = "#/components/schemas/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        var components = document.getComponents().getSchemas();
        var seen = new HashSet<String>();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .map(Operation::getRequestBody)
                .filter(body -> body != null && body.getContent() != null)
                .flatMap(body -> body.getContent().getMediaTypes().values().stream())
                .forEach(media -> close(media.getSchema(), components, seen));
    }

    /** The schema and all that it is made of. */
    private static void close(@Nullable Schema schema, Map<String, Schema> components, Set<String> seen) {
        if (schema == null) {
            return;
        }
        var ref = schema.getRef();
        if (ref != null) {
            if (ref.startsWith(COMPONENT) && seen.add(ref)) {
                close(components.get(ref.substring(COMPONENT.length())), components, seen);
            }
            return;
        }
        if (schema.getProperties() != null) {
            schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            schema.getProperties().values().forEach(part -> close(part, components, seen));
            allowNull(schema);
        }
        if (Objects.equals(schema.getFormat(), "int64") && schema.getMaximum() == null) {
            schema.maximum(BigDecimal.valueOf(Long.MAX_VALUE));
        }
        if (Objects.equals(schema.getFormat(), "int32") && schema.getMaximum() == null) {
            schema.maximum(BigDecimal.valueOf(Integer.MAX_VALUE));
        }
        close(schema.getItems(), components, seen);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(part -> close(part, components, seen));
    }

    private static void allowNull(Schema schema) {
        var required = schema.getRequired() == null ? List.<String>of() : schema.getRequired();
        schema.setProperties(schema.getProperties().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> required.contains(entry.getKey()) ? entry.getValue() : orNull(entry.getValue()),
                        (one, _) -> one,
                        LinkedHashMap::new)));
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        return schema.getType() == null || schema.getType().contains(SchemaType.NULL)
                ? schema
                : schema.addType(SchemaType.NULL);
    }
}
