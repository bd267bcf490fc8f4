/** Tests of learning curves on files. */
@NullMarked
package dev.engram.studies.curves;

import org.jspecify.annotations.NullMarked;
