package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.Plan;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When, where and how much a learner studies.
 *
 * @param attendance how regularly
 * @param stopDay the first day on which the learner has given up; beyond the last day for those who do not
 * @param pauseFrom first of {@code pauseDays} days without study
 * @param hour of the day at which a session begins on average, by the learner's clocks
 * @param hourSpread standard deviation of it, hours
 * @param zone where the learner lives
 * @param clients of the learner, at least one
 * @param answersPerSession most answers of one session
 * @param secondsPerAnswer median
 * @param plan by which the learner studies
 */
record Habits(
        Attendance attendance,
        int stopDay,
        int pauseFrom,
        int pauseDays,
        double hour,
        double hourSpread,
        ZoneId zone,
        List<ClientId> clients,
        int answersPerSession,
        double secondsPerAnswer,
        Plan plan) {

    static final ClientId PHONE = new ClientId("phone");
    static final ClientId LAPTOP = new ClientId("laptop");

    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Lisbon", "Asia/Kolkata");
    private static final List<List<ClientId>> CLIENTS =
            List.of(List.of(LAPTOP), List.of(PHONE), List.of(PHONE, LAPTOP), List.of(LAPTOP, PHONE));
    private static final double[] RETENTIONS = {0.85, 0.90, 0.90, 0.90, 0.95};

    /** How regularly somebody studies. */
    enum Attendance {
        DILIGENT(0.95),
        USUAL(0.78),
        IRREGULAR(0.35),
        /** As usual, and one day no more. */
        DROPOUT(0.75);

        private final double share; // of days

        Attendance(double share) {
            this.share = share;
        }
    }

    /**
     * Draws those of one learner.
     *
     * @param learner even ones study in the morning, odd ones in the evening
     * @param days how many there are
     * @param cards of the deck
     */
    static Habits draw(int learner, int days, int cards, RandomGenerator random) {
        double kind = random.nextDouble();
        var attendance = kind < 0.30
                ? Attendance.DILIGENT
                : kind < 0.67 ? Attendance.USUAL : kind < 0.85 ? Attendance.IRREGULAR : Attendance.DROPOUT;
        int stop = (int) (days * (0.25 + 0.5 * random.nextDouble()));
        boolean pauses = random.nextDouble() < 0.25;
        int pauseFrom = (int) (days * (0.2 + 0.6 * random.nextDouble()));
        int pauseDays = 4 + random.nextInt(9);
        double hour = learner % 2 == 0 ? 7.5 + 1.2 * random.nextDouble() : 18.5 + 2.5 * random.nextDouble();
        var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        // the deck is introduced within a quarter to all of the days, so some do not finish
        double pace = 0.25 + 0.75 * random.nextDouble();
        int newCards = (int) Math.clamp(Math.ceil(cards / (pace * days)), 1, 40);
        return new Habits(
                attendance,
                attendance == Attendance.DROPOUT ? stop : Integer.MAX_VALUE,
                pauseFrom,
                pauses ? pauseDays : 0,
                hour,
                0.6 + 0.6 * random.nextDouble(),
                zone,
                CLIENTS.get(random.nextInt(CLIENTS.size())),
                25 + random.nextInt(60),
                5 + 6 * random.nextDouble(),
                plan(zone, newCards, RETENTIONS[random.nextInt(RETENTIONS.length)]));
    }

    private static Plan plan(ZoneId zone, int newCards, double retention) {
        var usual = Plan.DEFAULT;
        return new Plan(
                retention,
                usual.learningSteps(),
                usual.relearningSteps(),
                usual.maximumIntervalDays(),
                usual.rolloverHour(),
                zone,
                newCards,
                usual.reviewsPerDay(),
                usual.fuzz(),
                usual.weights(),
                usual.weightsVersion());
    }

    /** Whether the learner studies on a day, from 0 on. @param draw in [0, 1) */
    boolean studiesOn(int day, double draw) {
        boolean away = day >= pauseFrom && day < pauseFrom + pauseDays;
        return day < stopDay && !away && draw < attendance.share;
    }

    /** When a session of a day begins. @param session 0 for the first of the day */
    LocalTime begin(int session, RandomGenerator random) {
        double later = session == 0 ? 0 : hour < 12 ? 9 + 3 * random.nextDouble() : -10 - 1.5 * random.nextDouble();
        double drawn = Math.clamp(hour + later + hourSpread * random.nextGaussian(), 5.5, 23.25);
        return LocalTime.ofSecondOfDay((long) (drawn * 3600));
    }
}
