/** Use cases on the in-memory projections and on real ones. */
@NullMarked
package dev.engram.analytics.application;

import org.jspecify.annotations.NullMarked;
