package dev.engram.analytics.domain.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.learner.StudiedCard;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiskFoldTest {
    private static final LearnerId LEARNER = new LearnerId(new UUID(1, 2));
    private static final LearnerCalendar CALENDAR = LearnerCalendar.DEFAULT;
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final Map<CardId, CardHistory> histories = new LinkedHashMap<>();
    private int answers;

    @Test
    void shouldFindNobodyAtRiskWhoNeverAnswered() {
        histories.put(card(1), CardHistory.EMPTY);
        assertThat(risks(START)).isEmpty();
    }

    @Test
    void shouldBeIdleFromTheSeventhDayAfterTheLastAnswer() {
        // given
        answer(1, 0, Rating.EASY);
        // then
        assertThat(risks(START.plus(Duration.ofDays(6)))).noneMatch(Risk.Idle.class::isInstance);
        assertThat(risks(START.plus(Duration.ofDays(9))))
                .contains(new Risk.Idle(day("2026-01-12"), day("2026-01-05"), 9));
    }

    @Test
    void shouldSayHowManyCardsAreOverdueAndSinceWhen() {
        // given: 25 cards, due after one day in review
        for (int card = 0; card < 25; card++) {
            answer(card, 0, Rating.EASY);
        }
        // when
        var risks = risks(START.plus(Duration.ofDays(200)));
        // then
        var backlog = (Risk.Backlog) risks.stream()
                .filter(Risk.Backlog.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(backlog.overdue()).isEqualTo(25);
        assertThat(backlog.since()).isEqualTo(firstDay(Risk.Backlog.class, START.plus(Duration.ofDays(200))));
    }

    @Test
    void shouldFindRetentionBelowTheTargetAndMasteryThatFalls() {
        // given: 40 answers of retention in 30 days, half of them right, after long intervals
        for (int card = 0; card < 20; card++) {
            answer(card, 0, Rating.EASY);
            answer(card, 10, card % 2 == 0 ? Rating.AGAIN : Rating.GOOD);
            answer(card, 20, card % 2 == 0 ? Rating.GOOD : Rating.AGAIN);
        }
        // when
        var asOf = START.plus(Duration.ofDays(21));
        var risks = risks(asOf);
        // then
        assertThat(risks).anySatisfy(risk -> {
            assertThat(risk).isInstanceOf(Risk.Retention.class);
            assertThat(((Risk.Retention) risk).answers().n()).isEqualTo(40);
            assertThat(risk.since()).isEqualTo(day("2026-01-25"));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHoldOnEachDaySinceAndNotOnTheDayBefore(long seed) {
        // given: a learner who studies for weeks, then hardly any more
        var random = new Random(seed);
        for (int card = 0; card < 60; card++) {
            for (int day = random.nextInt(20); day < 60; day += 3 + random.nextInt(day < 40 ? 9 : 40)) {
                answer(card, day, random.nextInt(4) == 0 ? Rating.AGAIN : Rating.EASY);
            }
        }
        histories.replaceAll(
                (_, history) -> history.applyAll(Generate.actionsAmong(history.reviews(), random.nextInt(3), random)));
        // then
        var found = new TreeSet<String>();
        for (int days : List.of(30, 45, 62, 75, 120, 250)) {
            var asOf = START.plus(Duration.ofDays(days));
            for (var risk : risks(asOf)) {
                found.add(risk.getClass().getSimpleName());
                assertThat(risk.since()).as(risk + " as of " + asOf).isEqualTo(firstDay(risk, asOf));
            }
        }
        assertThat(found).contains("Idle");
    }

    private long firstDay(Class<? extends Risk> type, Instant asOf) {
        return firstDay(
                risks(asOf).stream().filter(type::isInstance).findFirst().orElseThrow(), asOf);
    }

    /** By asking for each day on its own. */
    private long firstDay(Risk risk, Instant asOf) {
        long today = CALENDAR.day(asOf);
        long day = today;
        while (today - day < RiskFold.LONGEST_DAYS
                && risks(CALENDAR.start(day).minusMillis(1)).stream().anyMatch(earlier -> isSame(earlier, risk))) {
            day--;
        }
        return day;
    }

    private static boolean isSame(Risk one, Risk other) {
        return one.getClass() == other.getClass()
                && (!(one instanceof Risk.Falling falling)
                        || other instanceof Risk.Falling same && falling.tag().equals(same.tag()));
    }

    private List<Risk> risks(Instant asOf) {
        var fold = new RiskFold(Plan.DEFAULT, CALENDAR, asOf);
        histories.forEach((card, history) -> {
            var known = history.asOf(asOf);
            var tags = List.of(new Tag(card.value().getLeastSignificantBits() % 2 == 0 ? "even" : "odd"));
            fold.add(new StudiedCard(card, tags, known, CardFold.of(known, Plan.DEFAULT, CALENDAR)));
        });
        return fold.risks();
    }

    private static long day(String day) {
        return LocalDate.parse(day).toEpochDay();
    }

    private static CardId card(int number) {
        return new CardId(new UUID(3, number));
    }

    private void answer(int card, int afterDays, Rating rating) {
        var at = START.plus(Duration.ofDays(afterDays)).plusSeconds(card);
        var stamp = new Stamp(
                new EventId(new UUID(0x7000, 0x8000000000000000L | answers)),
                LEARNER,
                at,
                ZoneOffset.UTC,
                new ClientId("web"),
                answers++,
                at);
        var review = new ReviewRecorded(
                stamp,
                card(card),
                1,
                rating,
                null,
                null,
                null,
                null,
                false,
                ReviewRecorded.Origin.LIVE,
                null,
                Set.of());
        histories.merge(card(card), CardHistory.EMPTY.apply(review), (held, _) -> held.apply(review));
    }
}
