package dev.engram.analytics.domain.cohort;

import dev.engram.scheduler.Proportion;

/** A reason why a learner is at risk, with its numbers. */
public sealed interface Risk {

    /** First study day, as epoch day, from which it has held without a gap, at most {@value RiskFold#LONGEST_DAYS} before today. */
    long since();

    /** Has answered, but not for {@value RiskFold#IDLE_DAYS} study days. @param days since the last answer */
    record Idle(long since, long lastDay, long days) implements Risk {}

    /** Many cards fell due on earlier study days, compared with what is to be answered each day. */
    record Backlog(long since, int overdue, double dailyLoad) implements Risk {}

    /** Less is remembered than wanted. @param answers observed retention of 30 study days @param target desired retention */
    record Retention(long since, Proportion answers, double target) implements Risk {}

    /** Mastery of a tag fell in 14 days. @param tag empty: of cards without a tag */
    record Falling(long since, String tag, double mastery, double masteryBefore) implements Risk {}
}
