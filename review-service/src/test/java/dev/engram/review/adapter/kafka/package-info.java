/** The port on the log, on a real broker. */
package dev.engram.review.adapter.kafka;
