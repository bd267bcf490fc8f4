/** Tests of the package of the same name. */
@NullMarked
package dev.engram.studies.fit;

import org.jspecify.annotations.NullMarked;
