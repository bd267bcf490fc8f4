package dev.engram.kit.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.runtime.audit.AuditReport;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit that runs or has ended.
 *
 * @param recordsRead so far; those of a partition that is audited in several ranges count several times
 * @param failure why it ended without a result
 * @param result once it is DONE
 */
@Schema(name = "Audit")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditView(
        String projection,
        State state,
        Instant startedAt,
        long recordsRead,
        int partitionsDone,
        int partitions,
        @Nullable String failure,
        @Nullable AuditReport result) {

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    AuditView reached(long records, int done) {
        return new AuditView(projection, state, startedAt, records, done, partitions, null, null);
    }

    /** DONE with a report, FAILED without one. */
    AuditView ended(@Nullable AuditReport report, @Nullable String why) {
        var end = report == null ? State.FAILED : State.DONE;
        return new AuditView(projection, end, startedAt, recordsRead, partitionsDone, partitions, why, report);
    }
}
