/** A whole hardness study on files of reviews and tags, and its report as text, JSON and a plot. */
@NullMarked
package dev.engram.studies.rank;

import org.jspecify.annotations.NullMarked;
