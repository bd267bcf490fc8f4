/** Folds the log again in memory and compares what is stored with it. */
@NullMarked
package dev.engram.runtime.audit;

import org.jspecify.annotations.NullMarked;
