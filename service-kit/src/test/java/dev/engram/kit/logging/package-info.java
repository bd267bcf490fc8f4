/** Tests of request ids and of lines that repeat. */
@NullMarked
package dev.engram.kit.logging;

import org.jspecify.annotations.NullMarked;
