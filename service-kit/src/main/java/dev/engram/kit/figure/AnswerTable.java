package dev.engram.kit.figure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table in a type of answer.
 *
 * @param rows name of the property that holds the rows
 * @param columns of each row in their order, by path: names of properties joined by a dot
 * @param definitions of the columns that have one, and of the properties beside the table, by path
 */
public record AnswerTable(String rows, List<String> columns, Map<String, String> definitions) {
    private static final ClassValue<AnswerTable> KNOWN = new ClassValue<>() {
        @Override
        protected AnswerTable computeValue(Class<?> type) {
            return read(type);
        }
    };

    public AnswerTable {
        columns = List.copyOf(columns);
    }

    /**
     * That of a type of answer.
     *
     * @throws IllegalArgumentException if it is no record with exactly one list of records
     */
    public static AnswerTable of(Class<? extends TableAnswer> type) {
        return KNOWN.get(type);
    }

    private static AnswerTable read(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        var definitions = new LinkedHashMap<String, String>();
        var tables = new ArrayList<RecordComponent>();
        for (var component : type.getRecordComponents()) {
            if (rowType(component) != null) {
                tables.add(component);
            } else {
                collect(component, "", null, new ArrayList<>(), definitions);
            }
        }
        if (tables.size() != 1) {
            throw new IllegalArgumentException(type + " must have one list of rows, has " + tables.size());
        }
        var columns = new ArrayList<String>();
        var row = rowType(tables.getFirst());
        for (var component : row == null ? new RecordComponent[0] : row.getRecordComponents()) {
            collect(component, "", null, columns, definitions);
        }
        return new AnswerTable(tables.getFirst().getName(), columns, definitions);
    }

    private static @Nullable Class<?> rowType(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> row
                        && row.isRecord()
                ? row
                : null;
    }

    private static void collect(
            RecordComponent component,
            String prefix,
            @Nullable String inherited,
            List<String> columns,
            Map<String, String> definitions) {
        var own = component.getAnnotation(Definition.class);
        var definition = own == null ? inherited : own.value();
        if (component.getType().isRecord()) {
            var inner = isUnwrapped(component) ? prefix : prefix + component.getName() + ".";
            Arrays.stream(component.getType().getRecordComponents())
                    .forEach(part -> collect(part, inner, definition, columns, definitions));
            return;
        }
        var path = prefix + component.getName();
        columns.add(path);
        if (definition != null) {
            definitions.put(path, definition);
        }
    }

    private static boolean isUnwrapped(RecordComponent component) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .isAnnotationPresent(JsonUnwrapped.class);
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
