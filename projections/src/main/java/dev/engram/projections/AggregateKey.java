package dev.engram.projections;

/**
 * Key of a row of an {@link Aggregate}.
 *
 * @param subject whose counts: a context key, such as a learner's, or for an aggregate that several partitions feed
 *     another id, such as a card's
 * @param day study day, as epoch day
 */
public record AggregateKey(String subject, long day) {}
