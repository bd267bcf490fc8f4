/** Tests of the package of the same name. */
@NullMarked
package dev.engram.studies;

import org.jspecify.annotations.NullMarked;
