/** The catalogue in MongoDB: its documents and the questions asked of it. */
@NullMarked
package dev.engram.runtime.catalogue;

import org.jspecify.annotations.NullMarked;
