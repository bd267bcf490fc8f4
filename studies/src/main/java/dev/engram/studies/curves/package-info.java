/** Learning curves and the Additive Factors Model on files, beside the hardness ranking. */
@NullMarked
package dev.engram.studies.curves;

import org.jspecify.annotations.NullMarked;
