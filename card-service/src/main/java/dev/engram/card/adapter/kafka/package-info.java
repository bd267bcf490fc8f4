/** Publishes commits to the log. */
@NullMarked
package dev.engram.card.adapter.kafka;

import org.jspecify.annotations.NullMarked;
