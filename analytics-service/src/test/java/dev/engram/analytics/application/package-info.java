/** Doubles of the ports, and the suites that the doubles and the real adapters must pass alike. */
@NullMarked
package dev.engram.analytics.application;

import org.jspecify.annotations.NullMarked;
