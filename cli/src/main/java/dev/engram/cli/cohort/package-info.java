/** Commands about cohorts. */
@NullMarked
package dev.engram.cli.cohort;

import org.jspecify.annotations.NullMarked;
