package dev.engram.gateway.application;

import dev.engram.gateway.domain.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what with accounts, rights and the data of persons. Entries are appended and read, never changed; they are kept for 24
 * months, their addresses for 14 days.
 */
public interface AuditTrail {
    /** Appends an entry; returns when it is kept. Throws as the database does where it cannot be. */
    void append(AuditEntry entry);

    /** At most {@code limit} entries, newest first. @param before the cursor of the page before; null for the newest */
    List<Kept> newest(@Nullable String before, int limit);

    /** An entry as it is kept. @param cursor its place, opaque */
    record Kept(String cursor, AuditEntry entry) {}
}
