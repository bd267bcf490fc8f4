package dev.engram.cli.classroom;

import dev.engram.events.CohortId;

/** A cohort of a class. @param joinCode by which people join it */
public record ClassCohort(CohortId id, String name, String joinCode) {}
