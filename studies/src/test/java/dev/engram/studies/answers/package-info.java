/** Tests of reading logs of answers. */
@NullMarked
package dev.engram.studies.answers;

import org.jspecify.annotations.NullMarked;
