/** RFC 9457 problem documents: what a service answers when it does not do what was asked, and the one place that makes them. */
@NullMarked
package dev.engram.kit.problem;

import org.jspecify.annotations.NullMarked;
