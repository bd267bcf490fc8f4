package dev.engram.runtime.host;

import dev.engram.runtime.quarantine.UnreadableDocuments.Unreadable;
import dev.engram.runtime.runner.PartitionState;
import dev.engram.runtime.runner.ProjectionStatus;
import dev.engram.runtime.store.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a projection and does for it.
 *
 * @param foldVersion of this program
 * @param state of the projection as this process sees it: stopped if one of its partitions is
 * @param live absent before any generation is known
 * @param building absent where none is being built
 * @param lastTurn when the slowest of its loops turned last; older than 30 s means that it hangs
 * @param running the generations that this process keeps up to date
 * @param unreadable documents of the live generation that this process has met and could not read
 */
public record HostedStatus(
        String projection,
        int foldVersion,
        PartitionState state,
        @Nullable Generation live,
        @Nullable Generation building,
        Instant lastTurn,
        List<ProjectionStatus> running,
        List<Unreadable> unreadable) {

    public HostedStatus {
        unreadable = List.copyOf(unreadable);
        running = List.copyOf(running);
    }

    /** Whether readers of this program get answers: there is a live generation of its fold version. */
    public boolean isServing() {
        return live != null && live.foldVersion() == foldVersion;
    }

    /** What this process does for a generation, if it runs it. */
    public @Nullable ProjectionStatus of(@Nullable Generation generation) {
        return generation == null
                ? null
                : running.stream()
                        .filter(status -> status.generation() == generation.number())
                        .findFirst()
                        .orElse(null);
    }
}
