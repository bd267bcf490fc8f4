package dev.engram.gateway.adapter.cohort;

import dev.engram.gateway.application.cohort.Cohorts.Seen;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Cohorts as clients read them. */
final class CohortViews {
    private CohortViews() {}

    /** What the caller is in a cohort. */
    @Schema(name = "CohortRole")
    public enum CohortRole {
        /** Made it. */
        TEACHER,
        /** Joined it. */
        MEMBER
    }

    /** A cohort as its teacher or a member sees it. */
    @Schema(name = "Cohort")
    public record CohortView(
            UUID cohortId,
            String name,
            UUID deckId,

            @Schema(description = "The day of the exam; absent if there is none") @Nullable
            LocalDate examDate,

            boolean archived,
            CohortRole role,

            @Schema(description = "Username; absent if the account is gone") @Nullable
            String teacher,

            Instant createdAt,

            @Schema(description = "When the caller joined; absent for the teacher") @Nullable
            Instant joinedAt,

            long version,

            @Schema(
                    description = "With an answer that has made one, and never again; people send it to join",
                    examples = "7K2M-9QXD-04TB")
            @Nullable
            String joinCode) {
        static CohortView of(Seen seen, @Nullable String teacher) {
            var cohort = seen.cohort();
            return new CohortView(
                    cohort.id().value(),
                    cohort.name(),
                    cohort.deckId().value(),
                    cohort.examDate(),
                    cohort.archived(),
                    seen.joinedAt() == null ? CohortRole.TEACHER : CohortRole.MEMBER,
                    teacher,
                    cohort.createdAt(),
                    seen.joinedAt(),
                    cohort.version(),
                    seen.code() == null ? null : seen.code().shown());
        }

        /** Without the name and the code. */
        @Override
        public String toString() {
            return "cohort " + cohortId;
        }
    }

    @Schema(name = "Cohorts")
    public record CohortList(List<CohortView> cohorts, boolean caughtUp, boolean parked) {}

    /** What became of a joining or leaving. */
    @Schema(name = "CohortMembership")
    public record MembershipView(
            UUID cohortId,
            boolean member,

            @Schema(format = "uuid", description = "The deck that is studied from now on") @Nullable
            UUID deckId,

            String position) {}

    @Schema(name = "CohortMember")
    public record MemberView(String username, Instant joinedAt) {}

    @Schema(name = "CohortMembers")
    public record MemberList(List<MemberView> members, boolean caughtUp, boolean parked) {}
}
