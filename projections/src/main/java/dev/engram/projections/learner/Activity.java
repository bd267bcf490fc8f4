package dev.engram.projections.learner;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a learner answered on each study day, over all cards. The counts are those of {@code DayActivity}. */
public final class Activity implements Aggregate<LearnerCardKey, LearnerCard> {

    /** By learner and study day. */
    public static final Activity BY_DAY = new Activity();

    private Activity() {}

    @Override
    public String name() {
        return "activity";
    }

    @Override
    public List<String> counts() {
        return List.of("answers", "millis", "young", "youngSuccesses", "mature", "matureSuccesses");
    }

    @Override
    public Map<AggregateKey, long[]> contributions(LearnerCardKey key, LearnerCard card) {
        var learner = key.learnerId().text();
        var contributions = new HashMap<AggregateKey, long[]>();
        for (var day : card.days()) {
            contributions.put(new AggregateKey(learner, day.day()), new long[] {
                day.answers(),
                day.answerMillis(),
                day.young().n(),
                day.young().successes(),
                day.mature().n(),
                day.mature().successes()
            });
        }
        return contributions;
    }
}
