package dev.engram.analytics.domain.learner;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import dev.engram.scheduler.FalseDiscovery;
import dev.engram.scheduler.LapseTest;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which topics need attention, with every reason and its numbers. Being overdue alone is none: what counts is what was answered, and
 * what will be left.
 */
public final class TopicAttention {
    /** Study days of answers that are looked at, today included. */
    public static final int ANSWER_DAYS = 30;

    /** Days over which a fall of mastery is looked at. */
    public static final int FALL_DAYS = 14;

    /** Least fall of mastery that is a reason. */
    public static final double LEAST_FALL = 0.05;

    /** Fewest answers by which retention is a reason. */
    public static final int LEAST_ANSWERS = 30;

    /** How far the upper bound of retention lies below the desired retention, at least. */
    public static final double RETENTION_MARGIN = 0.10;

    /** Fewest answers without which nothing is said. */
    public static final int LEAST_DATA = 10;

    private static final double LOW_MASTERY = 0.60;
    private static final double LEAST_COVERAGE = 0.50;
    private static final double LEVEL = 0.05;

    /** Why a topic needs attention. */
    public enum AttentionReason {
        /** Observed retention of 30 days, of 30 answers or more, has an upper Wilson bound below the desired one - 0.10. */
        RETENTION,
        /** More was forgotten in 30 days than predicted, with a false-discovery rate of at most 0.05 over the learner's topics. */
        MORE_LAPSES_THAN_PREDICTED,
        /** Mastery fell by 0.05 or more in 14 days, over today's cards. */
        FALLING,
        /** Half of the cards were seen, and mastery is below 0.60. */
        LOW_MASTERY
    }

    /** What there is to say of a topic. */
    public enum AttentionVerdict {
        NEEDS_ATTENTION,
        /** Fewer than 10 answers in 30 days, and no reason. */
        NOT_ENOUGH_DATA,
        WELL
    }

    /**
     * What is known of a topic.
     *
     * @param masteryBefore {@value #FALL_DAYS} days ago, over the same cards
     * @param answers observed retention of {@value #ANSWER_DAYS} study days
     * @param forgetting of each of these answers the predicted probability of AGAIN
     */
    public record Topic(
            String tag,
            int cards,
            int seen,
            double mastery,
            double masteryBefore,
            Proportion answers,
            List<Double> forgetting) {
        public Topic {
            forgetting = List.copyOf(forgetting);
        }

        double expectedLapses() {
            return forgetting.stream().mapToDouble(Double::doubleValue).sum();
        }

        double tail() {
            return LapseTest.upperTail(
                    forgetting.stream()
                            .mapToDouble(Double::doubleValue)
                            .sorted()
                            .toArray(),
                    Math.toIntExact(answers.n() - answers.successes()));
        }
    }

    /**
     * A topic with what there is to say of it.
     *
     * @param expectedLapses predicted number of AGAIN among {@code topic.answers()}
     * @param q tail probability of the lapses, adjusted for the number of topics with an answer; in [0, 1], 1 without answers
     */
    public record Row(
            Topic topic, AttentionVerdict verdict, Set<AttentionReason> reasons, double expectedLapses, double q) {
        public Row {
            reasons = Set.copyOf(reasons);
        }
    }

    private TopicAttention() {}

    /**
     * The topics, those with most reasons first, then by mastery from the lowest, then those without enough data, then the others.
     *
     * @param desiredRetention of the learner's plan
     */
    public static List<Row> of(List<Topic> topics, double desiredRetention) {
        var tested = topics.stream().filter(topic -> topic.answers().n() > 0).toList();
        var q = FalseDiscovery.adjusted(tested.stream().mapToDouble(Topic::tail).toArray(), tested.size());
        var rows = new ArrayList<Row>(topics.size());
        int next = 0;
        for (var topic : topics) {
            double adjusted = topic.answers().n() > 0 ? q[next++] : 1;
            var reasons = reasons(topic, adjusted, desiredRetention);
            rows.add(new Row(topic, verdict(topic, reasons), reasons, topic.expectedLapses(), adjusted));
        }
        rows.sort(comparing(Row::verdict)
                .thenComparing(comparingInt((Row row) -> row.reasons().size()).reversed())
                .thenComparing(comparingDouble(row -> row.topic().mastery()))
                .thenComparing(row -> row.topic().tag()));
        return List.copyOf(rows);
    }

    private static AttentionVerdict verdict(Topic topic, Set<AttentionReason> reasons) {
        if (!reasons.isEmpty()) {
            return AttentionVerdict.NEEDS_ATTENTION;
        }
        return topic.answers().n() < LEAST_DATA ? AttentionVerdict.NOT_ENOUGH_DATA : AttentionVerdict.WELL;
    }

    /** Whether observed retention of {@value #ANSWER_DAYS} study days is clearly below the desired one. */
    public static boolean isLow(Proportion answers, double desiredRetention) {
        var interval = answers.wilson();
        return interval != null
                && answers.n() >= LEAST_ANSWERS
                && interval.high() < desiredRetention - RETENTION_MARGIN;
    }

    /** Whether mastery fell. @param before {@value #FALL_DAYS} days before, over the same cards */
    public static boolean isFall(double before, double now) {
        return before - now >= LEAST_FALL;
    }

    private static Set<AttentionReason> reasons(Topic topic, double q, double desiredRetention) {
        var reasons = EnumSet.noneOf(AttentionReason.class);
        if (isLow(topic.answers(), desiredRetention)) {
            reasons.add(AttentionReason.RETENTION);
        }
        if (topic.answers().n() >= LEAST_DATA && q <= LEVEL) {
            reasons.add(AttentionReason.MORE_LAPSES_THAN_PREDICTED);
        }
        if (isFall(topic.masteryBefore(), topic.mastery())) {
            reasons.add(AttentionReason.FALLING);
        }
        if (topic.seen() >= LEAST_COVERAGE * topic.cards() && topic.mastery() < LOW_MASTERY) {
            reasons.add(AttentionReason.LOW_MASTERY);
        }
        return reasons;
    }
}
