/** What concerns MongoDB alone: whether a server can keep what it acknowledges, and how its documents are read. */
@NullMarked
package dev.engram.runtime.mongo;

import org.jspecify.annotations.NullMarked;
