/** A hardness study: from a table of reviews and the tags of cards to tags ranked by how hard they are to retain. No I/O, no clock. */
@NullMarked
package dev.engram.hardness.study;

import org.jspecify.annotations.NullMarked;
