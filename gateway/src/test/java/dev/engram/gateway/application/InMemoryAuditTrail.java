package dev.engram.gateway.application;

import dev.engram.gateway.domain.AuditEntry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Entries in memory, oldest first. */
public final class InMemoryAuditTrail implements AuditTrail {
    public final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void append(AuditEntry entry) {
        entries.add(entry);
    }

    @Override
    public List<Kept> newest(@Nullable String before, int limit) {
        throw new UnsupportedOperationException("tests read the entries");
    }
}
