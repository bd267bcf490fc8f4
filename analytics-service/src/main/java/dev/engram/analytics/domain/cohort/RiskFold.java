package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.TagGroups;
import dev.engram.analytics.domain.cohort.Risk.Backlog;
import dev.engram.analytics.domain.cohort.Risk.Falling;
import dev.engram.analytics.domain.cohort.Risk.Idle;
import dev.engram.analytics.domain.cohort.Risk.Retention;
import dev.engram.analytics.domain.learner.FutureDue;
import dev.engram.analytics.domain.learner.MasterySeries;
import dev.engram.analytics.domain.learner.MasterySeries.Moment;
import dev.engram.analytics.domain.learner.MasterySeries.Point;
import dev.engram.analytics.domain.learner.RetentionAnswer;
import dev.engram.analytics.domain.learner.RetentionPeriod;
import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.analytics.domain.learner.TopicAttention;
import dev.engram.events.Plan;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.MemoryTimeline;
import dev.engram.scheduler.Proportion;
import dev.engram.scheduler.Recall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Whether a learner is at risk, and since when. Keeps the histories of the learner's cards; lives within one call. */
public final class RiskFold {
    /** Study days without an answer after which a learner is idle. */
    public static final int IDLE_DAYS = 7;

    /** How far back it is looked since when a reason has held, in study days. */
    public static final int LONGEST_DAYS = 366;

    private static final int LEAST_OVERDUE = 20;
    private static final double LEAST_LOADS = 3;

    /** Days of which mastery is computed together. */
    private static final int CHUNK_DAYS = 16;

    private final Plan plan;
    private final LearnerCalendar calendar;
    private final Instant asOf;
    private final long today;
    private final Recall recall;
    private final List<StudiedCard> cards = new ArrayList<>();
    private final TagGroups<List<MemoryTimeline>> tags = new TagGroups<>(ArrayList::new);
    private final TreeMap<Long, Proportion> retention = new TreeMap<>();
    private @Nullable Long lastDay;

    /**
     * @param plan the learner's latest, also for the past
     * @param asOf the moment asked about; reasons of earlier study days are about their end
     */
    public RiskFold(Plan plan, LearnerCalendar calendar, Instant asOf) {
        this.plan = plan;
        this.calendar = calendar;
        this.asOf = asOf;
        this.today = calendar.day(asOf);
        this.recall = Recall.under(plan);
    }

    /** Takes in a card. */
    public void add(StudiedCard card) {
        cards.add(card);
        var timeline = MemoryTimeline.of(card.folded());
        tags.add(card.tags(), timelines -> timelines.add(timeline));
        for (var answer : RetentionAnswer.of(card.folded())) {
            retention.merge(answer.day(), new Proportion(answer.success() ? 1 : 0, 1), Proportion::plus);
        }
        for (var step : card.folded().steps()) {
            lastDay = lastDay == null ? step.studyDay() : Math.max(lastDay, step.studyDay());
        }
    }

    /** Every reason that applies: idle, backlog, retention, then the tags that fall. */
    public List<Risk> risks() {
        var risks = new ArrayList<Risk>();
        idle().ifPresent(risks::add);
        backlog().ifPresent(risks::add);
        retention().ifPresent(risks::add);
        tags.rows(this::falling).stream().flatMap(Optional::stream).forEach(risks::add);
        return List.copyOf(risks);
    }

    private Optional<Risk> idle() {
        var last = lastDay;
        return last == null || today - last < IDLE_DAYS
                ? Optional.empty()
                : Optional.of(new Idle(last + IDLE_DAYS, last, today - last));
    }

    /** The first of the days up to today, each of which has it. */
    private long since(LongPredicate holds) {
        long day = today;
        while (today - day < LONGEST_DAYS && holds.test(day - 1)) {
            day--;
        }
        return day;
    }

    private Optional<Risk> retention() {
        var answers = answersOf(today);
        return isLow(answers)
                ? Optional.of(new Retention(since(day -> isLow(answersOf(day))), answers, plan.desiredRetention()))
                : Optional.empty();
    }

    private Proportion answersOf(long day) {
        var sum = new Proportion(0, 0);
        for (var entry : retention.headMap(day, true).descendingMap().entrySet()) {
            if (!RetentionPeriod.MONTH.contains(entry.getKey(), day)) {
                break;
            }
            sum = sum.plus(entry.getValue());
        }
        return sum;
    }

    private boolean isLow(Proportion answers) {
        return TopicAttention.isLow(answers, plan.desiredRetention());
    }

    private Optional<Risk> backlog() {
        var load = workload(
                today, cards.stream().map(card -> card.folded().state()).toList());
        if (!isBacklog(load)) {
            return Optional.empty();
        }
        var earlier = cards.stream().map(EarlierState::new).toList();
        long since = since(day -> {
            var end = end(day);
            return isBacklog(
                    workload(day, earlier.stream().map(card -> card.before(end)).toList()));
        });
        return Optional.of(new Backlog(since, load.backlog(), load.dailyLoad()));
    }

    private FutureDue workload(long day, List<CardState> states) {
        var workload = new FutureDue(day, 1, calendar);
        states.forEach(workload::add);
        return workload;
    }

    private static boolean isBacklog(FutureDue load) {
        return load.backlog() >= LEAST_OVERDUE && load.backlog() >= LEAST_LOADS * load.dailyLoad();
    }

    /** The state of a card at earlier and earlier moments; folds only where something happened since. */
    private final class EarlierState {
        private CardHistory history;
        private CardState state;
        private Instant last;

        EarlierState(StudiedCard card) {
            history = card.history();
            state = card.folded().state();
            last = last();
        }

        private Instant last() {
            return history.all()
                    .map(event -> event.stamp().at())
                    .max(Instant::compareTo)
                    .orElse(Instant.MIN);
        }

        CardState before(Instant moment) {
            if (last.isAfter(moment)) {
                history = history.asOf(moment);
                state = CardFold.fold(history, plan, calendar);
                last = history.recorded().isEmpty() && history.actions().isEmpty() ? Instant.MIN : last();
            }
            return state;
        }
    }

    private Instant end(long day) {
        return calendar.start(day + 1).minusMillis(1);
    }

    private Optional<Risk> falling(String tag, List<MemoryTimeline> timelines) {
        var points = points(timelines, List.of(asOf));
        var now = points.getFirst();
        var before = points.getLast();
        return TopicAttention.isFall(before.mastery(), now.mastery())
                ? Optional.of(new Falling(fallingSince(timelines), tag, now.mastery(), before.mastery()))
                : Optional.empty();
    }

    private long fallingSince(List<MemoryTimeline> timelines) {
        var chunk = new ArrayList<Point>();
        return since(day -> {
            int place = (int) ((today - 1 - day) % CHUNK_DAYS) * 2;
            if (place == 0) {
                chunk.clear();
                var moments = new ArrayList<Instant>();
                for (long one = day; one > day - CHUNK_DAYS; one--) {
                    moments.add(end(one));
                }
                chunk.addAll(points(timelines, moments));
            }
            return TopicAttention.isFall(
                    chunk.get(place + 1).mastery(), chunk.get(place).mastery());
        });
    }

    /** Of each moment that and, after it, the one 14 days before. */
    private List<Point> points(List<MemoryTimeline> timelines, List<Instant> moments) {
        var asked = new ArrayList<Moment>();
        for (var moment : moments) {
            asked.add(moment(moment));
            asked.add(moment(moment.minus(Duration.ofDays(TopicAttention.FALL_DAYS))));
        }
        var series = new MasterySeries(recall, asked);
        timelines.forEach(series::add);
        return series.points();
    }

    private Moment moment(Instant at) {
        return new Moment(calendar.day(at), at, at, Horizon.DEFAULT.after(at));
    }
}
