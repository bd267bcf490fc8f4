package dev.engram.cli.bench.analytics;

/** What {@code engram bench analytics} measures, in the order in which it is done. */
public enum AnalyticsPart {
    READS,
    SERIES,
    VISIBLE,
    PROJECTION,
    REBUILD,
    INSTANCES,
    CLASS
}
