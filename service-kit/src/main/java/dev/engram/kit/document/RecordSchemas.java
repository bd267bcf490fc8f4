package dev.engram.kit.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** The records that schemas of a document describe, by the names of both. */
final class RecordSchemas {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName SCHEMA = DotName.createSimple(Schema.class);
    private static final DotName PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

    private static final DotName UNWRAPPED = DotName.createSimple("com.fasterxml.jackson.annotation.JsonUnwrapped");

    private final IndexView index;
    private final List<ClassInfo> records;

    RecordSchemas(IndexView index) {
        this.index = index;
        this.records = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(type -> type.name().toString().startsWith("dev.engram."))
                .toList();
    }

    /**
     * Whether a value may be absent, by name of property, in the order in which they are written.
     *
     * @param name of a schema; a number behind the name of a record is one that was added to tell two apart
     * @return empty where no record has this name and these properties
     */
    Optional<Map<String, Boolean>> optional(String name, Map<String, ?> properties) {
        return records.stream()
                .filter(type -> name.replaceFirst("\\d+$", "").equals(nameOf(type)) || name.equals(nameOf(type)))
                .map(this::optional)
                .filter(components -> components.keySet().equals(properties.keySet()))
                .findFirst();
    }

    private Map<String, Boolean> optional(ClassInfo type) {
        var components = new LinkedHashMap<String, Boolean>();
        type.recordComponentsInDeclarationOrder().forEach(component -> {
            var field = type.field(component.name());
            if (field.hasAnnotation(UNWRAPPED)) {
                components.putAll(optional(index.getClassByName(field.type().name())));
            } else {
                components.put(nameOf(field), field.type().hasAnnotation(NULLABLE));
            }
        });
        return components;
    }

    private static String nameOf(FieldInfo field) {
        return given(field.annotation(PROPERTY), "value", field.name());
    }

    private static String nameOf(ClassInfo type) {
        return given(type.declaredAnnotation(SCHEMA), "name", type.simpleName());
    }

    private static String given(@Nullable AnnotationInstance annotation, String member, String otherwise) {
        var value = annotation == null ? null : annotation.value(member);
        return value == null ? otherwise : value.asString();
    }
}
