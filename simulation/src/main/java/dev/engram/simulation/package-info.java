/** Review histories of a world whose truth is known, made to see whether hardness can be recovered from them. */
@NullMarked
package dev.engram.simulation;

import org.jspecify.annotations.NullMarked;
