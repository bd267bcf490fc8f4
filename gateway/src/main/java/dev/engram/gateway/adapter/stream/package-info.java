/** Answers that go on for minutes: they end when what they were asked with ends. */
@NullMarked
package dev.engram.gateway.adapter.stream;

import org.jspecify.annotations.NullMarked;
