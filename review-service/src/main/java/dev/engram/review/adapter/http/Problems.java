package dev.engram.review.adapter.http;

import dev.engram.kit.problem.Problem;
import dev.engram.review.domain.Refusal;

/** Refusals as problem documents. */
final class Problems {
    private Problems() {}

    /** @param prefix before the name of the field, e.g. {@code reviews[3]}; empty if the field stands by itself */
    static Problem of(Refusal refusal, String prefix) {
        var problem = kind(refusal.slug()).withDetail(refusal.detail());
        var field = refusal.field();
        return field == null
                ? problem
                : problem.withField(
                        prefix.isEmpty() || field.isEmpty() ? prefix + field : prefix + "." + field, refusal.rule());
    }

    private static Problem kind(String slug) {
        return switch (slug) {
            case "invalid-field" -> Problem.of(400, slug, "A field is not valid");
            case "time-ahead" -> Problem.of(400, slug, "A time lies too far ahead");
            case "other-learner" -> Problem.of(403, slug, "This belongs to another learner");
            case "unknown-card" -> Problem.of(404, slug, "There is no such card");
            case "card-history-full" -> Problem.of(409, slug, "The history of the card is full");
            default -> throw new IllegalArgumentException("no title for " + slug);
        };
    }
}
