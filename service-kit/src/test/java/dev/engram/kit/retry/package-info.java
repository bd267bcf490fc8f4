/** Tests of work that is repeated. */
@NullMarked
package dev.engram.kit.retry;

import org.jspecify.annotations.NullMarked;
