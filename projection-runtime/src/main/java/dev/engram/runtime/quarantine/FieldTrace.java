package dev.engram.runtime.quarantine;

import dev.engram.projections.Derivation;
import java.util.LinkedHashSet;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A copy of a document that knows which of its fields were asked for, so that a mapping that fails can say at which; those with a default do not count. */
public final class FieldTrace extends Document {

    private static final long serialVersionUID = 1L;

    private final LinkedHashSet<String> absent = new LinkedHashSet<>();
    private @Nullable String last;

    public FieldTrace(Document stored) {
        super(stored);
    }

    /** The fields that are missing or, where none is, the one at which {@code failure} was thrown. */
    public String rule(RuntimeException failure) {
        if (!absent.isEmpty()) {
            return "missing: %s (%s)".formatted(String.join(", ", absent), Derivation.reason(failure));
        }
        return last == null ? Derivation.reason(failure) : "field %s: %s".formatted(last, Derivation.reason(failure));
    }

    private void asked(Object key) {
        // messages name the document by its id
        if (last == null || !key.equals("_id")) {
            last = String.valueOf(key);
        }
        if (!containsKey(key)) {
            absent.add(String.valueOf(key));
        }
    }

    @Override
    public @Nullable Object get(Object key) {
        asked(key);
        return super.get(key);
    }

    @Override
    public <T> @Nullable T get(Object key, Class<T> type) {
        asked(key);
        return super.get(key, type);
    }

    @Override
    public <T> @Nullable List<T> getList(Object key, Class<T> type) {
        asked(key);
        return super.getList(key, type);
    }
}
