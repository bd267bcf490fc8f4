/** {@code engram hardness rank}: a whole hardness study on files of reviews and tags, shown as text, JSON and a plot. */
@NullMarked
package dev.engram.cli.hardness.rank;

import org.jspecify.annotations.NullMarked;
