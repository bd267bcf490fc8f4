/** What analytics-service answers about a cohort, and the gateway hands on. */
@NullMarked
package dev.engram.kit.cohort;

import org.jspecify.annotations.NullMarked;
