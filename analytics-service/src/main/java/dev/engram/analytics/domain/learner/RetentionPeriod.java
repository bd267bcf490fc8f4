package dev.engram.analytics.domain.learner;

/** How far back observed retention looks: study days up to the one asked about, that one included. */
public enum RetentionPeriod {
    TODAY(1),
    WEEK(7),
    MONTH(30),
    YEAR(365),
    ALL(Long.MAX_VALUE);

    private final long days;

    RetentionPeriod(long days) {
        this.days = days;
    }

    /** Whether a study day lies in the period that ends with {@code today}. */
    public boolean contains(long day, long today) {
        return day <= today && today - day < days;
    }
}
