/** Copies of log and databases as files, and an installation from them. */
@NullMarked
package dev.engram.maintenance.backup;

import org.jspecify.annotations.NullMarked;
