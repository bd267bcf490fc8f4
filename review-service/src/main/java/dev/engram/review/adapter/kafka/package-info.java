/** The log of reviews on Kafka. */
@NullMarked
package dev.engram.review.adapter.kafka;

import org.jspecify.annotations.NullMarked;
