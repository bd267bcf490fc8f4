/** What changed between two versions of a study. */
@NullMarked
package dev.engram.studies.compare;

import org.jspecify.annotations.NullMarked;
