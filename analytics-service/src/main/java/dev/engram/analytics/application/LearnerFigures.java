package dev.engram.analytics.application;

import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.MasteryTable;
import dev.engram.analytics.domain.TagGroups;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.analytics.domain.learner.ActivityCalendar;
import dev.engram.analytics.domain.learner.AnswerCounts;
import dev.engram.analytics.domain.learner.Calibration;
import dev.engram.analytics.domain.learner.CardAnswer;
import dev.engram.analytics.domain.learner.Distributions;
import dev.engram.analytics.domain.learner.FutureDue;
import dev.engram.analytics.domain.learner.LearningCurve;
import dev.engram.analytics.domain.learner.MasterySeries;
import dev.engram.analytics.domain.learner.MasterySeries.Moment;
import dev.engram.analytics.domain.learner.ObservedLapses;
import dev.engram.analytics.domain.learner.PeriodRetention;
import dev.engram.analytics.domain.learner.RetentionAnswer;
import dev.engram.analytics.domain.learner.RetentionPeriod;
import dev.engram.analytics.domain.learner.RetentionSeries;
import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.analytics.domain.learner.TopicAttention;
import dev.engram.analytics.domain.learner.TopicChange;
import dev.engram.analytics.domain.learner.TopicFold;
import dev.engram.events.CardId;
import dev.engram.fsrs.simulation.DailyWork;
import dev.engram.fsrs.simulation.LapseFactors;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.MemoryTimeline;
import dev.engram.scheduler.exam.ExamCards;
import dev.engram.scheduler.exam.ExamGoal;
import dev.engram.scheduler.exam.ExamPlanner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The figures of a learner. */
public final class LearnerFigures {
    /** Days before the moment asked about that a trend compares with. */
    public static final List<Integer> TREND_DAYS = List.of(7, 28);

    /** What is studied does not depend on it. */
    private static final double ANY_TARGET = 0.5;

    private final FigureReader reader;
    private final Level.Thresholds levels;

    public LearnerFigures(FigureReader reader, Level.Thresholds levels) {
        this.reader = reader;
        this.levels = levels;
    }

    /** How well each tag is known. */
    public FigureOutcome<List<TagMastery>> tags(FigureQuery query, Horizon horizon) {
        return reader.ofStates(query, setting -> table(setting, horizon, levels));
    }

    /** The table of tags of a learner. */
    static Figures<KnownCard, List<TagMastery>> table(
            LearnerSetting setting, Horizon horizon, Level.Thresholds levels) {
        var table = new MasteryTable(setting.plan(), setting.calendar(), setting.asOf(), horizon, levels);
        return Figures.of(card -> table.add(card.tags(), card.state()), table::rows);
    }

    /** A deck with the figures of all its cards that are asked about. @param figures without the name of a tag */
    public record DeckMastery(CatalogueDeck deck, TagMastery figures) {}

    /** How well each deck is known, in the order of their paths; one without cards has no row. */
    public FigureOutcome<List<DeckMastery>> decks(FigureQuery query, Horizon horizon) {
        return reader.ofDecks(query, (setting, deckOf) -> {
            var table = new MasteryTable(setting.plan(), setting.calendar(), setting.asOf(), horizon, levels);
            var sums = new HashMap<CatalogueDeck, MasteryTable.Sum>();
            return Figures.of(
                    card -> table.addition(card.state())
                            .accept(sums.computeIfAbsent(
                                    Objects.requireNonNull(deckOf.get(card.cardId())), _ -> new MasteryTable.Sum())),
                    () -> sums.entrySet().stream()
                            .map(entry -> new DeckMastery(entry.getKey(), table.row("", entry.getValue())))
                            .sorted(Comparator.comparing((DeckMastery row) ->
                                            String.join("\u0000", row.deck().path()))
                                    .thenComparing(row -> row.deck().deckId().toString()))
                            .toList());
        });
    }

    /**
     * Mastery of a tag now and before.
     *
     * @param points of the moment asked about, then of each of {@link #TREND_DAYS} before
     */
    public record Trend(String tag, List<MasterySeries.Point> points) {
        public Trend {
            points = List.copyOf(points);
        }
    }

    /** Mastery per tag with that of days before, over the same cards. */
    public FigureOutcome<List<Trend>> trends(FigureQuery query, Horizon horizon) {
        return reader.ofHistories(query, setting -> {
            var moments = new ArrayList<Moment>();
            moments.add(moment(setting, 0, horizon));
            TREND_DAYS.forEach(days -> moments.add(moment(setting, days, horizon)));
            var recall = setting.recall();
            var groups = new TagGroups<>(() -> new MasterySeries(recall, moments));
            return Figures.of(
                    card -> {
                        var timeline = MemoryTimeline.of(card.folded());
                        groups.add(card.tags(), series -> series.add(timeline));
                    },
                    () -> groups.rows((tag, series) -> new Trend(tag, series.points())));
        });
    }

    private static Moment moment(LearnerSetting setting, int daysBefore, Horizon horizon) {
        var at = setting.asOf().minus(Duration.ofDays(daysBefore));
        return new Moment(setting.calendar().day(at), at, at, horizon.after(at));
    }

    /**
     * Mastery day by day, at the end of each study day; of today at the moment asked about, of days to come if nothing is studied.
     *
     * @param range which study days
     */
    public FigureOutcome<List<MasterySeries.Point>> series(
            FigureQuery query, Horizon horizon, Function<LearnerSetting, DayRange> range) {
        return reader.ofHistories(query, setting -> {
            var days = range.apply(setting);
            var moments = LongStream.rangeClosed(days.from(), days.to())
                    .mapToObj(day -> endOf(day, setting, horizon))
                    .toList();
            var series = new MasterySeries(setting.recall(), moments);
            return Figures.of(card -> series.add(MemoryTimeline.of(card.folded())), series::points);
        });
    }

    /** Study days, both contained, as epoch days. */
    public record DayRange(long from, long to) {}

    private static Moment endOf(long day, LearnerSetting setting, Horizon horizon) {
        Instant end = day == setting.today()
                ? setting.asOf()
                : setting.calendar().start(day + 1).minusMillis(1);
        Instant known = end.isBefore(setting.asOf()) ? end : setting.asOf();
        return new Moment(day, known, end, horizon.after(end));
    }

    /** What falls due from the moment asked about on. @param days today included */
    public FigureOutcome<FutureDue> workload(FigureQuery query, int days) {
        return reader.ofStates(query, setting -> {
            var workload = new FutureDue(setting.today(), days, setting.calendar());
            return Figures.of(card -> workload.add(card.state()), () -> workload);
        });
    }

    /** How many cards have which difficulty, stability and recall. */
    public FigureOutcome<List<Distributions.Bin>> distributions(FigureQuery query) {
        return reader.ofStates(query, setting -> {
            var recall = setting.recall();
            var distributions = new Distributions(state -> recall.of(state, setting.asOf()));
            return Figures.of(card -> distributions.add(card.state()), distributions::bins);
        });
    }

    /** @param today study day of the moment asked about, as epoch day */
    public record Activity(ActivityCalendar calendar, long today) {}

    /** What was answered on each study day. */
    public FigureOutcome<Activity> activity(FigureQuery query) {
        return reader.ofAnswers(query, setting -> {
            var calendar = new ActivityCalendar();
            return Figures.of(
                    card -> DayActivity.of(card.folded().steps()).forEach(calendar::add),
                    () -> new Activity(calendar, setting.today()));
        });
    }

    /** Observed retention by period. */
    public FigureOutcome<List<PeriodRetention.Row>> retention(FigureQuery query) {
        return reader.ofAnswers(query, setting -> {
            var retention = new PeriodRetention(setting.today());
            return Figures.of(card -> retention.add(RetentionAnswer.of(card.folded())), retention::rows);
        });
    }

    /** Observed retention of periods of as many days. @param days of a period @param periods most periods */
    public FigureOutcome<List<RetentionSeries.Row>> retentionSeries(FigureQuery query, int days, int periods) {
        return reader.ofAnswers(query, setting -> {
            var series = new RetentionSeries(setting.today(), days, periods);
            return Figures.of(card -> series.add(RetentionAnswer.of(card.folded())), series::rows);
        });
    }

    /** Which buttons were pressed, and at which hours. */
    public FigureOutcome<AnswerCounts> answers(FigureQuery query, RetentionPeriod period) {
        return reader.ofAnswers(query, setting -> {
            var answers = new AnswerCounts(setting.calendar(), day -> period.contains(day, setting.today()));
            return Figures.of(card -> answers.add(card.folded()), () -> answers);
        });
    }

    /** Predicted against observed recall. */
    public FigureOutcome<List<Calibration.Row>> calibration(FigureQuery query, RetentionPeriod period) {
        return reader.ofAnswers(query, setting -> {
            var calibration = new Calibration();
            return Figures.of(
                    card -> RetentionAnswer.of(card.folded()).stream()
                            .filter(answer -> period.contains(answer.day(), setting.today()))
                            .forEach(calibration::add),
                    calibration::rows);
        });
    }

    /** Calibration of one tag. */
    public record TagCalibration(String tag, Calibration.Row row) {}

    /** Predicted against observed recall of each tag that has an answer. */
    public FigureOutcome<List<TagCalibration>> calibrationOfTags(FigureQuery query, RetentionPeriod period) {
        return reader.ofHistories(query, setting -> {
            var groups = new TagGroups<>(Calibration::new);
            return Figures.of(
                    card -> {
                        var answers = RetentionAnswer.of(card.folded()).stream()
                                .filter(answer -> period.contains(answer.day(), setting.today()))
                                .toList();
                        groups.add(card.tags(), calibration -> answers.forEach(calibration::add));
                    },
                    () -> groups.rows(LearnerFigures::tagCalibration).stream()
                            .flatMap(List::stream)
                            .toList());
        });
    }

    private static List<TagCalibration> tagCalibration(String tag, Calibration calibration) {
        var all = calibration.all();
        return all == null ? List.of() : List.of(new TagCalibration(tag, all));
    }

    /** Learning curve and growth of stability. */
    public FigureOutcome<LearningCurve> curve(FigureQuery query) {
        return reader.ofHistories(query, _ -> {
            var curve = new LearningCurve();
            return Figures.of(card -> curve.add(card.folded()), () -> curve);
        });
    }

    /** @param topics those that need attention first */
    public record Attention(double desiredRetention, List<TopicAttention.Row> topics) {
        public Attention {
            topics = List.copyOf(topics);
        }
    }

    /** The topics that need attention. */
    public FigureOutcome<Attention> attention(FigureQuery query) {
        return reader.ofHistories(query, LearnerFigures::attention);
    }

    /** The topics of a learner that need attention. */
    static Figures<StudiedCard, Attention> attention(LearnerSetting setting) {
        var topics = new TopicFold(
                setting.recall(),
                moment(setting, 0, Horizon.DEFAULT),
                moment(setting, TopicAttention.FALL_DAYS, Horizon.DEFAULT));
        double desired = setting.plan().desiredRetention();
        return Figures.of(topics::add, () -> new Attention(desired, TopicAttention.of(topics.topics(), desired)));
    }

    /** A card with what is known of it. */
    public record CardRow(KnownCard card, double mastery, double recallNow, boolean due) {}

    /** All cards asked about, in the order of their ids. */
    public FigureOutcome<List<CardRow>> cards(FigureQuery query, Horizon horizon) {
        return reader.ofStates(query, setting -> cards(setting, horizon));
    }

    /** The cards of a learner, in the order of their ids. */
    static Figures<KnownCard, List<CardRow>> cards(LearnerSetting setting, Horizon horizon) {
        var recall = setting.recall();
        var atHorizon = horizon.after(setting.asOf());
        var rows = new ArrayList<CardRow>();
        return Figures.of(
                card -> rows.add(new CardRow(
                        card,
                        recall.of(card.state(), atHorizon),
                        recall.of(card.state(), setting.asOf()),
                        Due.isDue(card.state(), setting.asOf(), setting.plan(), setting.calendar()))),
                () -> rows.stream()
                        .sorted(Comparator.comparing((CardRow row) -> row.card().cardId()))
                        .toList());
    }

    /** The answers of a card, oldest first; none if it was never answered. */
    public FigureOutcome<List<CardAnswer>> answersOf(FigureQuery query, CardId card) {
        return reader.ofCard(query, card, studied -> CardAnswer.of(studied.history(), studied.folded()));
    }

    /**
     * What has changed of each topic since a moment.
     *
     * @param since null: the beginning of the study day asked about
     */
    public FigureOutcome<List<TopicChange.Row>> changes(FigureQuery query, Horizon horizon, @Nullable Instant since) {
        return reader.ofHistories(query, setting -> {
            var now = moment(setting, 0, horizon);
            var begin = since == null ? setting.calendar().start(setting.today()) : since;
            var then = begin.isAfter(setting.asOf()) ? setting.asOf() : begin;
            var before = new Moment(setting.calendar().day(then), then, then, horizon.after(then));
            var recall = setting.recall();
            var groups = new TagGroups<>(() -> new TopicChange(recall, now, before));
            return Figures.of(
                    card -> groups.add(card.tags(), topic -> topic.add(card.folded())),
                    () -> groups.rows((tag, topic) -> topic.row(tag)));
        });
    }

    /**
     * What is to be studied.
     *
     * @param today study day of the moment asked about, as epoch day
     * @param days today first
     * @param lapses how often the learner was seen to forget
     */
    public record Forecast(long today, List<DailyWork> days, ObservedLapses lapses) {
        public Forecast {
            days = List.copyOf(days);
        }
    }

    /**
     * A simulation of the days to come under the learner's plan, with the lapses that were observed of the learner.
     *
     * @param days today included, {@code 1} to {@link ExamGoal#MOST_DAYS}
     * @param seed the same states, plan and seed give the same forecast
     */
    public FigureOutcome<Forecast> forecast(FigureQuery query, int days, long seed) {
        return reader.ofHistories(query, setting -> forecast(setting, days, seed));
    }

    /** The forecast of a learner. */
    static Figures<StudiedCard, Forecast> forecast(LearnerSetting setting, int days, long seed) {
        var states = new TreeMap<CardId, CardState>();
        var unseen = new int[2]; // to be introduced, suspended
        var lapses = new ObservedLapses(setting.today());
        return Figures.of(
                card -> {
                    var state = card.folded().state();
                    lapses.add(RetentionAnswer.of(card.folded()));
                    if (state.isNew()) {
                        unseen[state.overrides().suspended() ? 1 : 0]++;
                    } else {
                        states.put(card.cardId(), state);
                    }
                },
                () -> {
                    var cards = new ExamCards(List.copyOf(states.values()), unseen[0], unseen[1]);
                    return new Forecast(
                            setting.today(), dailyWork(setting, cards, days, seed, lapses.factors()), lapses);
                });
    }

    /** The days of a forecast. */
    static List<DailyWork> dailyWork(
            LearnerSetting setting, ExamCards cards, int days, long seed, LapseFactors lapses) {
        var plan = setting.plan();
        var goal = new ExamGoal(
                LocalDate.ofEpochDay(setting.today() + days),
                ANY_TARGET,
                Math.min(plan.reviewsPerDay(), ExamGoal.MOST_REVIEWS),
                null,
                plan.newCardsPerDay(),
                seed);
        return ExamPlanner.dailyWork(cards, goal, plan, setting.calendar(), setting.asOf(), lapses);
    }
}
