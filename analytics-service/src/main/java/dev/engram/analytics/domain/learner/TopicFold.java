package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.TagGroups;
import dev.engram.analytics.domain.learner.MasterySeries.Moment;
import dev.engram.scheduler.MemoryTimeline;
import dev.engram.scheduler.Proportion;
import dev.engram.scheduler.Recall;
import java.util.ArrayList;
import java.util.List;

/** What is known of each topic of a learner, for {@link TopicAttention}. Lives within one call. */
public final class TopicFold {
    private final TagGroups<Sum> groups;
    private final long today;

    private record Sum(MasterySeries mastery, List<RetentionAnswer> answers) {
        void add(MemoryTimeline card, List<RetentionAnswer> ofCard) {
            mastery.add(card);
            answers.addAll(ofCard);
        }

        TopicAttention.Topic topic(String tag) {
            var points = mastery.points();
            var now = points.getFirst();
            long successes = answers.stream().filter(RetentionAnswer::success).count();
            return new TopicAttention.Topic(
                    tag,
                    now.cards(),
                    now.seen(),
                    now.mastery(),
                    points.getLast().mastery(),
                    new Proportion(successes, answers.size()),
                    answers.stream()
                            .map(answer -> 1 - answer.predicted())
                            .sorted()
                            .toList());
        }
    }

    /**
     * @param now of the moment asked about; its label is the study day
     * @param before {@value TopicAttention#FALL_DAYS} days before
     */
    public TopicFold(Recall recall, Moment now, Moment before) {
        this.groups =
                new TagGroups<>(() -> new Sum(new MasterySeries(recall, List.of(now, before)), new ArrayList<>()));
        this.today = now.label();
    }

    /** Takes in a card. */
    public void add(StudiedCard card) {
        var timeline = MemoryTimeline.of(card.folded());
        var answers = RetentionAnswer.of(card.folded()).stream()
                .filter(answer -> RetentionPeriod.MONTH.contains(answer.day(), today))
                .toList();
        groups.add(card.tags(), topic -> topic.add(timeline, answers));
    }

    /** One for each tag of a card. */
    public List<TopicAttention.Topic> topics() {
        return groups.rows((tag, sum) -> sum.topic(tag));
    }
}
