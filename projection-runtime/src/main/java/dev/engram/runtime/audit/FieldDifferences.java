package dev.engram.runtime.audit;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Says in a few words how two documents differ. */
final class FieldDifferences {

    private static final int MOST_FIELDS = 4;
    private static final int LONGEST_VALUE = 60;

    private FieldDifferences() {}

    /** The first fields that differ; of lists, whose order means nothing, the sizes. */
    static String between(Document held, Document wanted) {
        var names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(held.keySet());
        return names.stream()
                .filter(name -> !unordered(held.get(name)).equals(unordered(wanted.get(name))))
                .limit(MOST_FIELDS)
                .map(name -> "%s is %s, by the log %s".formatted(name, text(held.get(name)), text(wanted.get(name))))
                .collect(Collectors.joining("; "));
    }

    private static Object unordered(@Nullable Object value) {
        return value instanceof List<?> list ? new HashSet<Object>(list) : String.valueOf(value);
    }

    private static String text(@Nullable Object value) {
        var text = value instanceof List<?> list ? list.size() + " entries" : String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    /** A key in full. */
    static String name(@Nullable Object id) {
        return id instanceof Document document
                ? document.values().stream().map(String::valueOf).collect(Collectors.joining("/"))
                : String.valueOf(id);
    }
}
