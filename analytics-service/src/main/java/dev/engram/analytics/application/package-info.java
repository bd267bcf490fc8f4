/** What this service answers, and what it needs to know for it. */
@NullMarked
package dev.engram.analytics.application;

import org.jspecify.annotations.NullMarked;
