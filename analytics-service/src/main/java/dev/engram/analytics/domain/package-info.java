/** The figures of mastery: what they mean and how they are computed. No clock, no I/O. */
@NullMarked
package dev.engram.analytics.domain;

import org.jspecify.annotations.NullMarked;
