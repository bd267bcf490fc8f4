package dev.engram.analytics.domain.deck;

/**
 * Which weeks are asked about, as numbers of {@code CardWeek}.
 *
 * @param first the first
 * @param end the first after the last
 */
public record Weeks(long first, long end) {
    /** Whether weeks from one to another, both included, are all among these. */
    boolean contain(long from, long to) {
        return first <= from && to < end;
    }
}
