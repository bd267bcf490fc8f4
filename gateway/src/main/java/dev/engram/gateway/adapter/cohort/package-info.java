/** Cohorts over HTTP, and the services that know their members. */
@NullMarked
package dev.engram.gateway.adapter.cohort;

import org.jspecify.annotations.NullMarked;
