/** Topics as a real broker holds them. */
@NullMarked
package dev.engram.kit.topic;

import org.jspecify.annotations.NullMarked;
