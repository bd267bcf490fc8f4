/** Tests. */
@NullMarked
package dev.engram.analytics.domain.deck;

import org.jspecify.annotations.NullMarked;
