package dev.engram.kit.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;

/** Marks in every OpenAPI document the fields of records that are always there: those that are not {@code @Nullable}. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = RequiredFields.PRIORITY)
public class RequiredFields implements OASFilter {
    /** Before {@link RequestSchemas}, which asks what is required. */
    static final int PRIORITY = 2;

    private final RecordSchemas records;

    /** @param index of the service's classes */
    public RequiredFields(IndexView index) {
        this.records = new RecordSchemas(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach(this::mark);
        }
    }

    private void mark(String name, Schema schema) {
        var properties = schema.getProperties() == null ? Map.<String, Schema>of() : schema.getProperties();
        records.optional(name, properties).ifPresent(optional -> {
            // of what is unwrapped they are in no order
            var ordered = new LinkedHashMap<String, Schema>();
            optional.keySet().forEach(property -> ordered.put(property, properties.get(property)));
            schema.setProperties(ordered);
            var required = new LinkedHashSet<String>();
            ordered.keySet().stream()
                    .filter(property -> !optional.getOrDefault(property, true) || isMarked(schema, property))
                    .forEach(required::add);
            if (!required.isEmpty()) {
                schema.required(List.copyOf(required));
            }
        });
    }

    private static boolean isMarked(Schema schema, String property) {
        return schema.getRequired() != null && schema.getRequired().contains(property);
    }
}
