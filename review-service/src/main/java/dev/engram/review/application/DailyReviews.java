package dev.engram.review.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.review.domain.ItemOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many events each learner adds on a day (UTC): reviews and retractions. Counted in this process: it protects the log
 * from a client that runs wild, and bills nobody. Safe for use by many threads.
 */
public final class DailyReviews {

    private static final int NO_LIMIT = -1;

    /** Of these learners the count is remembered: a megabyte for each ten thousand. */
    private static final long MOST_LEARNERS = 50_000;

    private final InstantSource clock;
    private final Share most;
    private final Cache<LearnerId, Day> days =
            Caffeine.newBuilder().maximumSize(MOST_LEARNERS).build();

    /** What a learner does now, and reviews imported from elsewhere, which are counted for themselves. */
    public record Share(int live, int imported) {

        public static final Share NONE = new Share(0, 0);

        /** The items of a batch that may be recorded. */
        public static Share of(List<BatchItem> items) {
            var share = NONE;
            for (var item : items) {
                share = share.and(item);
            }
            return share;
        }

        /** Those of a batch that have been recorded. */
        public static Share recorded(List<BatchItem> items, BatchOutcome outcome) {
            var share = NONE;
            for (int i = 0; i < items.size(); i++) {
                if (outcome.outcomes().get(i) instanceof ItemOutcome.Accepted) {
                    share = share.and(items.get(i));
                }
            }
            return share;
        }

        private Share and(BatchItem item) {
            return switch (item) {
                case BatchItem.Unreadable _ -> this;
                case BatchItem.Readable(ReviewRecorded review)
                when review.origin() != Origin.LIVE -> new Share(live, imported + 1);
                case BatchItem.Readable _ -> new Share(live + 1, imported);
            };
        }

        Share plus(Share other) {
            return new Share(live + other.live, imported + other.imported);
        }

        public Share minus(Share other) {
            return new Share(Math.max(0, live - other.live), Math.max(0, imported - other.imported));
        }
    }

    private record Day(LocalDate date, Share used) {}

    /** @param until when the same batch is taken */
    public record Refused(int limit, Instant until) {}

    /** @param most of a learner on a day */
    public DailyReviews(InstantSource clock, Share most) {
        this.clock = clock;
        this.most = most;
    }

    /** Takes a share of the day, to be given back where it is not used; refused as a whole, and then nothing is taken. */
    public Optional<Refused> reserve(LearnerId learner, Share share) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var limit = new AtomicInteger(NO_LIMIT);
        days.asMap().compute(learner, (_, day) -> {
            var used = day == null || !day.date().equals(today) ? Share.NONE : day.used();
            var after = used.plus(share);
            if (share.live() > 0 && after.live() > most.live()) {
                limit.set(most.live());
            } else if (share.imported() > 0 && after.imported() > most.imported()) {
                limit.set(most.imported());
            }
            // what is refused counts at no moment, so a small batch beside a large one is not refused with it
            return new Day(today, limit.get() == NO_LIMIT ? after : used);
        });
        if (limit.get() == NO_LIMIT) {
            return Optional.empty();
        }
        var midnight = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Optional.of(new Refused(limit.get(), midnight));
    }

    /** Gives back what was reserved and has not been recorded; where that was yesterday, at most what today has used. */
    public void giveBack(LearnerId learner, Share share) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        days.asMap()
                .computeIfPresent(
                        learner,
                        (_, day) -> day.date().equals(today)
                                ? new Day(today, day.used().minus(share))
                                : day);
    }
}
