package dev.engram.kit.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.runtime.audit.AuditReport;
import java.time.Instant;
import java.util.List;
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
        @Nullable Result result) {

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param records of the log up to the checkpoints
     * @param differences number of all that were found
     * @param first the first of them, 100 at most
     */
    @Schema(name = "AuditResult")
    public record Result(
            int generation,
            long records,
            long documents,
            long contexts,
            long aggregateRows,
            long differences,
            double seconds,
            List<AuditReport.Difference> first) {

        static Result of(AuditReport report) {
            return new Result(
                    report.generation(),
                    report.records(),
                    report.documents(),
                    report.contexts(),
                    report.aggregateRows(),
                    report.differences(),
                    report.took().toMillis() / 1e3,
                    report.first());
        }
    }
}
