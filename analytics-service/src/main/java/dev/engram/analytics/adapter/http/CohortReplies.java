package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortOutcome;
import dev.engram.analytics.application.CohortOutcome.Known;
import dev.engram.fsrs.Fsrs6;
import dev.engram.kit.cohort.CohortHeader;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.util.function.BiFunction;

/** What is answered where figures of a cohort were asked for. */
final class CohortReplies {
    private static final String RETRY_SECONDS = "5";

    private CohortReplies() {}

    /**
     * The figures.
     *
     * @param isExact whether the caller may know how many and which learners there are
     * @throws ProblemException where there are none
     */
    static <T, A extends TableAnswer> A answer(
            CohortOutcome<T> outcome, Class<A> type, boolean isExact, BiFunction<CohortHeader, T, A> answer) {
        return switch (outcome) {
            case Known<T> known -> answer.apply(header(known, type, isExact), known.figures());
            case CohortOutcome.NoMember<T>() -> throw noMember("cohortId");
            case CohortOutcome.DeckNotVisible<T>() ->
                throw Problem.of(409, "deck-not-visible", "You may not see the deck of this cohort")
                        .withDetail("Its owner does not share the deck with you any more")
                        .exception();
            case CohortOutcome.TooMuch<T>(var quota, long limit) ->
                throw Problem.quotaUsedUp(quota, limit, "An answer covers at most " + limit + " " + quota)
                        .exception();
            case CohortOutcome.InProgress<T>(double progress) ->
                throw Problem.of(503, "snapshot-in-progress", "The figures of this cohort are being computed")
                        .withDetail("The cohort is too large to be computed at once; ask again in a few seconds")
                        .with("progress", Math.round(progress * 100) / 100.0)
                        .exception()
                        .withHeader("Retry-After", RETRY_SECONDS);
        };
    }

    private static CohortHeader header(Known<?> known, Class<? extends TableAnswer> type, boolean isExact) {
        var about = known.about();
        return new CohortHeader(
                about.asOf(),
                Fsrs6.NAME,
                isExact ? about.weightsVersions() : null,
                isExact ? about.learners() : null,
                about.dataUpTo(),
                known.computedAt(),
                known.caughtUp(),
                known.parked(),
                isExact ? about.cardsUnknown() : 0,
                about.simulated(),
                AnswerTable.of(type).definitions());
    }

    /** @param field that names somebody who is none */
    static ProblemException noMember(String field) {
        return Problem.notFound("The cohort has no such member")
                .withField(field, "must be the id of a member, or of a cohort of the caller")
                .exception();
    }
}
