package dev.engram.scheduler.exam;

import dev.engram.events.Plan;
import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.simulation.AnswerHabits;
import dev.engram.fsrs.simulation.DailyWork;
import dev.engram.fsrs.simulation.ExamSettings;
import dev.engram.fsrs.simulation.ExamSimulation;
import dev.engram.fsrs.simulation.LapseFactors;
import dev.engram.fsrs.simulation.SimulationSettings;
import dev.engram.fsrs.simulation.StartedCard;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.PlanRules;
import dev.engram.scheduler.Recall;
import dev.engram.scheduler.exam.ExamForecast.Study;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a mean recall can be reached on a day: simulates the days until then, again and again, from the states that cards are
 * in. Memory is taken to follow the learner's weights; answers are drawn from habits of many learners. Suspended cards are never
 * studied, and in breaks nothing is. Not taken into account: retention goals of decks and tags (cards are scheduled by the desired
 * retention of the plan from now on), the order of reviews that the plan asks for, and what was studied today already. Pure.
 *
 * <p>Processor: a simulation takes steps for each card studied in it, at most days × cards a day, and there are fewer runs the more that is
 * ({@link #runs}). Measured on one core: 0.3 s for 200 cards over 30 days, 1 s for 2,500 over 60 days, 3 s for 20,000 over 366 days at
 * 1,000 cards a day, each with a target that nothing reaches, so that all is tried.
 */
public final class ExamPlanner {
    /** Most runs of the goal itself. */
    static final int MOST_RUNS = 200;

    /** Fewest runs of the goal itself, however many answers each takes; of others half of them. */
    static final int FEWEST_RUNS = 10;

    /** Cards studied in all runs of the goal together, where there are not fewer runs than the fewest. */
    private static final long WORK = 3_000_000;

    /** Of the runs of the goal, those of each other pace and retention that is tried. */
    private static final int SEARCH_SHARE = 5;

    private static final double LOWEST_RETENTION = 0.70;
    private static final double HIGHEST_RETENTION = 0.97;
    private static final double RETENTION_STEP = 0.03;
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final ExamGoal goal;
    private final Plan plan;
    private final ExamSettings settings;
    private int searchRuns = Integer.MAX_VALUE;

    private ExamPlanner(ExamGoal goal, Plan plan, ExamSettings settings) {
        this.goal = goal;
        this.plan = plan;
        this.settings = settings;
    }

    /** The moment of an exam on a day: noon in the learner's zone. */
    public static Instant examAt(ExamGoal goal, LearnerCalendar calendar) {
        var zone = calendar.entries().getLast().zone();
        return goal.day().atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    /** Study days from that of {@code now} to that of the exam, without the latter; negative if it is over. */
    public static long studyDays(ExamGoal goal, LearnerCalendar calendar, Instant now) {
        return calendar.day(examAt(goal, calendar)) - calendar.day(now);
    }

    /**
     * The forecast for some cards.
     *
     * @throws IllegalArgumentException if the day is over or more than {@link ExamGoal#MOST_DAYS} ahead, or a weight of the plan is out of
     *     the bounds of FSRS-6
     */
    public static ExamForecast forecast(
            ExamCards cards, ExamGoal goal, Plan plan, LearnerCalendar calendar, Instant now) {
        long days = studyDays(goal, calendar, now);
        var noon = examAt(goal, calendar);
        var examAt = noon.isBefore(now) ? now : noon; // an exam of today
        if (days < 0 || days > ExamGoal.MOST_DAYS) {
            throw new IllegalArgumentException("the exam must be within " + ExamGoal.MOST_DAYS + " days, was " + days);
        }
        var recall = Recall.under(plan);
        double unstudied = cards.size() == 0
                ? 0
                : cards.states().stream()
                                .mapToDouble(state -> recall.of(state, examAt))
                                .sum()
                        / cards.size();
        if (days == 0) {
            var nothing =
                    new Study(unstudied, unstudied, unstudied, unstudied >= goal.targetRecall() ? 1 : 0, 0, 0, 0, 0);
            return answer(goal, plan, now, examAt, 0, cards, unstudied, nothing, null, null, 0, 0);
        }
        var settings = settings(cards, goal, plan, calendar, now, (int) days, AnswerHabits.DEFAULT);
        var planner = new ExamPlanner(goal, plan, settings);
        var study = study(ExamSimulation.of(settings), goal.targetRecall());
        var retention = planner.smallestRetention();
        var pace = planner.smallestPace();
        return answer(
                goal,
                plan,
                now,
                examAt,
                settings.studyDays(),
                cards,
                unstudied,
                study,
                retention,
                pace,
                settings.runs(),
                planner.searchRuns);
    }

    /**
     * What is studied on each day, today first, until the day of a goal, whose target is not looked at. Today is simulated as a whole day.
     *
     * @param lapses how often the learner forgets beside what the model predicts
     * @throws IllegalArgumentException as {@link #forecast}, or if the goal is of today
     */
    public static List<DailyWork> dailyWork(
            ExamCards cards, ExamGoal goal, Plan plan, LearnerCalendar calendar, Instant now, LapseFactors lapses) {
        long days = studyDays(goal, calendar, now);
        if (days < 1 || days > ExamGoal.MOST_DAYS) {
            throw new IllegalArgumentException("there must be 1 to " + ExamGoal.MOST_DAYS + " days, were " + days);
        }
        return DailyWork.of(settings(cards, goal, plan, calendar, now, (int) days, AnswerHabits.DEFAULT.with(lapses)));
    }

    private static ExamForecast answer(
            ExamGoal goal,
            Plan plan,
            Instant now,
            Instant examAt,
            int studyDays,
            ExamCards cards,
            double unstudied,
            Study study,
            @Nullable Double retention,
            @Nullable Integer pace,
            int runs,
            int searchRuns) {
        return new ExamForecast(
                now,
                examAt,
                studyDays,
                cards.size(),
                cards.unseen(),
                unstudied,
                study,
                study.expected() >= goal.targetRecall(),
                retention,
                pace,
                runs,
                searchRuns,
                Fsrs6.NAME,
                plan.weightsVersion(),
                goal.seed());
    }

    private static ExamSettings settings(
            ExamCards cards,
            ExamGoal goal,
            Plan plan,
            LearnerCalendar calendar,
            Instant now,
            int days,
            AnswerHabits habits) {
        long today = calendar.day(now);
        var started = new ArrayList<StartedCard>(cards.states().size());
        for (var state : cards.states()) {
            started.add(started(state, calendar, now, today, days));
        }
        var rest = IntStream.range(0, days)
                .filter(day -> plan.studyOptions().isBreak(today + day))
                .boxed()
                .collect(Collectors.toSet());
        var study = new SimulationSettings(
                days,
                cards.newCards(),
                goal.newCardsPerDay(),
                goal.reviewsPerDay(),
                PlanRules.weights(plan),
                PlanRules.rules(plan),
                habits,
                goal.seed());
        double minutes = goal.minutesPerDay() == null ? Double.POSITIVE_INFINITY : goal.minutesPerDay();
        double examDay = Duration.between(now, examAt(goal, calendar)).toMillis() / DAY_MILLIS;
        return new ExamSettings(
                study,
                started,
                minutes,
                Math.max(examDay, days - 1.0),
                runs(days, goal.reviewsPerDay()),
                rest,
                cards.suspendedNew());
    }

    /** A card that is suspended falls due after the last day; one that is buried when it no longer is. */
    private static StartedCard started(CardState state, LearnerCalendar calendar, Instant now, long today, int days) {
        var last = state.lastReviewAt();
        var lastDay = state.lastStudyDay();
        var dueDay = Due.studyDay(state, calendar);
        if (last == null || lastDay == null || dueDay == null) {
            throw new IllegalArgumentException("a card that was never answered has no state");
        }
        var buriedUntil = state.overrides().buriedUntil();
        long firstDay = buriedUntil == null ? dueDay : Math.max(dueDay, buriedUntil);
        // the clock of a client may be ahead
        return new StartedCard(
                state.phase(),
                state.step(),
                state.stabilityDays(),
                state.difficulty(),
                Math.min(0, Duration.between(now, last).toMillis()),
                (int) Math.min(0, lastDay - today),
                state.overrides().suspended() ? days : (int) (firstDay - today));
    }

    /** How often a goal of so many cards a day is simulated. */
    static int runs(int days, int reviewsPerDay) {
        long work = Math.max(1, (long) days * reviewsPerDay);
        return Math.clamp(WORK / work, FEWEST_RUNS, MOST_RUNS);
    }

    private static int searchRuns(int days, int reviewsPerDay) {
        return Math.max(FEWEST_RUNS / 2, runs(days, reviewsPerDay) / SEARCH_SHARE);
    }

    private static Study study(ExamSimulation simulated, double target) {
        return new Study(
                simulated.expected(),
                simulated.quantile(0.1),
                simulated.quantile(0.9),
                simulated.shareReaching(target),
                simulated.reviewsPerDay(),
                simulated.busiestDay(),
                simulated.minutesPerDay(),
                simulated.introduced());
    }

    private boolean reaches(SimulationSettings study) {
        int runs = searchRuns(study.days(), study.reviewsPerDay());
        searchRuns = Math.min(searchRuns, runs);
        return ExamSimulation.of(settings.with(study, runs)).expected() >= goal.targetRecall();
    }

    /** The lowest of a grid, with that of the plan. */
    private @Nullable Double smallestRetention() {
        var grid = new TreeSet<Double>();
        grid.add(plan.desiredRetention());
        for (int i = 0; LOWEST_RETENTION + i * RETENTION_STEP <= HIGHEST_RETENTION + 1e-9; i++) {
            grid.add(Math.round(100 * (LOWEST_RETENTION + i * RETENTION_STEP)) / 100.0);
        }
        for (double retention : grid) {
            if (reaches(settings.study().withRetention(retention))) {
                return retention;
            }
        }
        return null;
    }

    /** By halving: more cards a day recall more, but for the error of the simulation. */
    private @Nullable Integer smallestPace() {
        int low = -1; // does not reach the target
        int high = ExamGoal.MOST_REVIEWS;
        if (!reaches(settings.study().withReviewsPerDay(high))) {
            return null;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (reaches(settings.study().withReviewsPerDay(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
