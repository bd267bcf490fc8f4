/** Tests of comparing versions of a study. */
@NullMarked
package dev.engram.studies.compare;

import org.jspecify.annotations.NullMarked;
