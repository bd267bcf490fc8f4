package dev.engram.hardness.study.report;

/** What became of a study: a report, or the reasons why the rows cannot carry one. Both are normal. */
public sealed interface StudyOutcome permits HardnessReport, Insufficient {}
