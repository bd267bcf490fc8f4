/** What this service answers: which cards figures are about, how these are read, and what the figures stand on. */
@NullMarked
package dev.engram.analytics.application;

import org.jspecify.annotations.NullMarked;
