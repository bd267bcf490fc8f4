/** Tests of linking. */
@NullMarked
package dev.engram.hardness.link;

import org.jspecify.annotations.NullMarked;
