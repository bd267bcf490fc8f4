/** Tests of forecasts of exams. */
@NullMarked
package dev.engram.scheduler.exam;

import org.jspecify.annotations.NullMarked;
