package dev.engram.kit.log;

/** Where an event stands in its topic. */
public record Appended(int partition, long offset) {}
