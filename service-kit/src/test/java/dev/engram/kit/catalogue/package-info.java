/** Tests of the catalogue. */
@NullMarked
package dev.engram.kit.catalogue;

import org.jspecify.annotations.NullMarked;
