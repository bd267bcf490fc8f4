/** Cohorts: what a teacher says of them, and who joins. */
@NullMarked
package dev.engram.gateway.application.cohort;

import org.jspecify.annotations.NullMarked;
