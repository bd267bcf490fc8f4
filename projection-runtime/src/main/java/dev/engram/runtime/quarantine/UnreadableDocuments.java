package dev.engram.runtime.quarantine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents and contexts of one projection that this process has met and could not read, until they are read again or
 * are replaced. Each is logged once. Safe for use by many threads.
 */
public final class UnreadableDocuments {

    /** Bounds the memory: where more cannot be read, the count stays at this. */
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableDocuments.class);

    /** One of them. @param rule which field cannot be read, and why */
    public record Unreadable(String collection, String id, String rule) {}

    private final String projection;
    private final Map<String, Unreadable> known = new LinkedHashMap<>();
    private volatile boolean empty = true;

    public UnreadableDocuments(String projection) {
        this.projection = projection;
    }

    /** Notes one, and logs it unless it is known. */
    public void add(UnreadableException found) {
        synchronized (known) {
            if (known.size() >= MOST
                    || known.put(
                                    key(found.collection(), found.id()),
                                    new Unreadable(found.collection(), found.id(), found.rule()))
                            != null) {
                return;
            }
            empty = false;
        }
        LOG.atError()
                .addKeyValue("projection", projection)
                .addKeyValue("collection", found.collection())
                // the id names a learner; the status has it
                .addKeyValue("id", LOG.isDebugEnabled() ? found.id() : "at debug")
                .addKeyValue("detail", found.rule())
                .addKeyValue("remedy", "./engram audit " + projection + " --repair")
                .log("document cannot be read");
    }

    /** It has been read, or is gone. */
    public void wasRead(String collection, Object id) {
        if (!empty) {
            synchronized (known) {
                known.remove(key(collection, UnreadableException.text(id)));
                empty = known.isEmpty();
            }
        }
    }

    /** A context is erased: forgets those whose id names its key. */
    public void forget(String documents, String contextKey) {
        if (!empty) {
            synchronized (known) {
                known.values()
                        .removeIf(found -> found.collection().startsWith(documents)
                                && found.id().contains(contextKey));
                empty = known.isEmpty();
            }
        }
    }

    /** Forgets all: whoever calls this looks at every document anew. */
    public void clear() {
        synchronized (known) {
            known.clear();
            empty = true;
        }
    }

    /** Those of one generation, in the order in which they were met. */
    public List<Unreadable> of(int generation) {
        var name = projection + ".g" + generation;
        synchronized (known) {
            return known.values().stream()
                    .filter(found -> found.collection().equals(name)
                            || found.collection().startsWith(name + "."))
                    .toList();
        }
    }

    private static String key(String collection, String id) {
        return collection + " " + id;
    }
}
