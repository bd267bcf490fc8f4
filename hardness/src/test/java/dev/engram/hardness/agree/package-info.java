/** Tests of agreement. */
@NullMarked
package dev.engram.hardness.agree;

import org.jspecify.annotations.NullMarked;
