package dev.engram.analytics.application;

import dev.engram.analytics.domain.Horizon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which horizon is meant.
 *
 * @param chosen the one asked for; null: the days to the exam, where that lies ahead, else 30
 * @param exam the day of the exam; null: there is none
 */
public record HorizonChoice(
        @Nullable Horizon chosen, @Nullable LocalDate exam) {

    /** The horizon of figures about a moment. Days to an exam are counted from the day of the moment in UTC. */
    public Horizon at(Instant asOf) {
        if (chosen != null) {
            return chosen;
        }
        long days = exam == null
                ? 0
                : ChronoUnit.DAYS.between(asOf.atOffset(ZoneOffset.UTC).toLocalDate(), exam);
        return days > 0 ? new Horizon(Math.min(days, Horizon.MAX_DAYS)) : Horizon.DEFAULT;
    }
}
