package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.scheduler.LearnerCalendar.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerCalendarTest {
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    private static Entry entry(String from, String zone, int rolloverHour) {
        return new Entry(Instant.parse(from), ZoneId.of(zone), rolloverHour);
    }

    private static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    private static long day(LearnerCalendar calendar, String instant) {
        return calendar.day(Instant.parse(instant));
    }

    @Test
    void shouldBeginADayAtFourInUtcWhereNothingWasSet() {
        var calendar = LearnerCalendar.of(List.of());
        assertThat(day(calendar, "2026-03-02T03:59:59.999Z")).isEqualTo(day("2026-03-01"));
        assertThat(day(calendar, "2026-03-02T04:00:00Z")).isEqualTo(day("2026-03-02"));
        assertThat(day(calendar, "1969-12-31T04:00:00Z")).isEqualTo(-1);
    }

    @Test
    void shouldReachBackWithTheFirstEntryAndKeepThePastAtALaterOne() {
        // given
        var calendar = LearnerCalendar.of(
                List.of(entry("2026-05-01T00:00:00Z", "Asia/Tokyo", 4), entry("2026-06-01T00:00:00Z", "Etc/UTC", 4)));
        // then: 04:30 in Tokyo
        assertThat(day(calendar, "2020-01-01T19:30:00Z")).isEqualTo(day("2020-01-02"));
        assertThat(day(calendar, "2026-05-31T19:30:00Z")).isEqualTo(day("2026-06-01"));
        assertThat(day(calendar, "2026-06-02T19:30:00Z")).isEqualTo(day("2026-06-02"));
    }

    @Test
    void shouldTakeNoNoticeOfAnEntryLikeTheOneBefore() {
        // given
        var tokyo = entry("2026-05-01T00:00:00Z", "Asia/Tokyo", 4);
        var again = entry("2026-06-01T00:00:00Z", "Asia/Tokyo", 4);
        var atOnce = entry("2026-06-01T00:00:00Z", "Europe/Berlin", 4);
        // then
        assertThat(LearnerCalendar.of(List.of(tokyo, again))).isEqualTo(LearnerCalendar.of(ZoneId.of("Asia/Tokyo"), 4));
        assertThat(LearnerCalendar.of(List.of(tokyo, atOnce, again)))
                .isEqualTo(LearnerCalendar.of(ZoneId.of("Asia/Tokyo"), 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry("2026-05-01T00:00:00Z", "Asia/Tokyo", 24))
                .withMessage("rolloverHour must lie in 0 to 23, was 24");
    }

    @Test
    void shouldInventAndLoseNoDayOnAJourneyAgainstAndWithTheSun() {
        // given: Tokyo until 10 March, New York until 20 March, Berlin from then on
        var calendar = LearnerCalendar.of(List.of(
                entry("2026-01-01T00:00:00Z", "Asia/Tokyo", 4),
                entry("2026-03-10T20:00:00Z", "America/New_York", 4),
                entry("2026-03-20T12:00:00Z", "Europe/Berlin", 4)));
        // when
        var start = Instant.parse("2026-03-01T00:00:00Z");
        var days = LongStream.range(0, 40 * 24 * 4)
                .map(quarter -> calendar.day(start.plus(Duration.ofMinutes(15 * quarter))))
                .toArray();
        // then: every day once, in order
        assertThat(days).isSorted();
        assertThat(LongStream.of(days).distinct().toArray())
                .containsExactly(LongStream.rangeClosed(day("2026-03-01"), day("2026-04-09"))
                        .toArray());
        // in Tokyo it was the 11th (05:00) when New York still had the 10th (16:00)
        assertThat(day(calendar, "2026-03-10T19:59:59Z")).isEqualTo(day("2026-03-11"));
        assertThat(day(calendar, "2026-03-10T20:00:00Z")).isEqualTo(day("2026-03-11"));
        assertThat(day(calendar, "2026-03-12T07:59:59Z")).isEqualTo(day("2026-03-11"));
        assertThat(day(calendar, "2026-03-12T08:00:00Z")).isEqualTo(day("2026-03-12"));
    }

    @Test
    void shouldNotGoBackWhereAClockIsSetBackPastTheRolloverHour() {
        // given: at 00:01 of 7 November 2010 clocks in Newfoundland were set to 23:01 of the 6th
        var calendar = LearnerCalendar.of(ZoneId.of("America/St_Johns"), 0);
        // then
        assertThat(day(calendar, "2010-11-07T02:30:30Z")).isEqualTo(day("2010-11-07"));
        assertThat(day(calendar, "2010-11-07T02:31:00Z")).isEqualTo(day("2010-11-07"));
        assertThat(day(calendar, "2010-11-07T03:29:59Z")).isEqualTo(day("2010-11-07"));
        assertThat(day(calendar, "2010-11-08T03:29:59Z")).isEqualTo(day("2010-11-07"));
        assertThat(day(calendar, "2010-11-08T03:30:00Z")).isEqualTo(day("2010-11-08"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNeverGoBackAndStayNearUtc(long seed) {
        // given
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var froms = new TreeSet<Instant>();
            for (int i = 0; i < random.nextInt(6); i++) {
                froms.add(anInstant(random));
            }
            var timeline = new ArrayList<Entry>();
            froms.forEach(from -> timeline.add(
                    new Entry(from, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), random.nextInt(24))));
            var calendar = LearnerCalendar.of(timeline);
            var instants = new TreeSet<>(froms);
            for (int i = 0; i < 100; i++) {
                instants.add(anInstant(random));
            }
            calendar.entries().forEach(entry -> transitionsOf(entry, instants));
            // then
            long reached = Long.MIN_VALUE;
            for (var instant : instants) {
                long day = calendar.day(instant);
                assertThat(day).as("%s at %s", calendar, instant).isGreaterThanOrEqualTo(reached);
                assertThat(Math.abs(day - Math.floorDiv(instant.getEpochSecond(), 86_400L)))
                        .as("%s at %s", calendar, instant)
                        .isLessThanOrEqualTo(2);
                var start = calendar.start(day);
                assertThat(calendar.day(start)).as("%s at %s", calendar, start).isGreaterThanOrEqualTo(day);
                assertThat(calendar.day(start.minusSeconds(1))).isLessThan(day);
                reached = day;
            }
        }
    }

    /** The instants around the changes of clocks that an entry sees. */
    private static void transitionsOf(Entry entry, TreeSet<Instant> instants) {
        var rules = entry.zone().getRules();
        var at = Instant.parse("2005-01-01T00:00:00Z");
        for (var change = rules.nextTransition(at);
                change != null && change.getInstant().isBefore(Instant.parse("2030-01-01T00:00:00Z"));
                change = rules.nextTransition(change.getInstant())) {
            for (int minutes = -180; minutes <= 180; minutes += 20) {
                instants.add(change.getInstant().plus(Duration.ofMinutes(minutes)));
            }
            instants.add(change.getInstant().minusNanos(1));
        }
    }

    private static Instant anInstant(Random random) {
        return Instant.parse("2005-01-01T00:00:00Z").plusSeconds(random.nextLong(25L * 365 * 86_400));
    }
}
