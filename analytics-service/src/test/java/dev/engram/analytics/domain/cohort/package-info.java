/** Tests of the figures of a class. */
@NullMarked
package dev.engram.analytics.domain.cohort;

import org.jspecify.annotations.NullMarked;
