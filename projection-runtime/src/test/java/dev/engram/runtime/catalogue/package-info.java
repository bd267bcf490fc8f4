/** Tests of the catalogue. */
@NullMarked
package dev.engram.runtime.catalogue;

import org.jspecify.annotations.NullMarked;
