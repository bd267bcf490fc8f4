/** Tests of hardness studies. */
@NullMarked
package dev.engram.hardness.study;

import org.jspecify.annotations.NullMarked;
