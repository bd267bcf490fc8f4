package dev.engram.kit.health;

import org.jspecify.annotations.Nullable;

/**
 * Something that a service needs and does not have.
 *
 * @param reason what is missing and since when or why, a sentence for people
 * @param remedy what an operator does about it; null where it ends by itself
 */
public record Unready(String reason, @Nullable String remedy) {}
