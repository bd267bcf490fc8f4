/** Tests. */
@NullMarked
package dev.engram.analytics.application.deck;

import org.jspecify.annotations.NullMarked;
