/** Gives the log back from the documents that were folded from it. */
@NullMarked
package dev.engram.maintenance.log;

import org.jspecify.annotations.NullMarked;
