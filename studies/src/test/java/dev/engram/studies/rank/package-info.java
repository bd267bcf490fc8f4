/** Tests of the package of the same name. */
@NullMarked
package dev.engram.studies.rank;

import org.jspecify.annotations.NullMarked;
