/** Follows the topics of the log. */
@NullMarked
package dev.engram.analytics.adapter.kafka;

import org.jspecify.annotations.NullMarked;
