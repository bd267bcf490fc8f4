/** Linear algebra, optimisation and threads that know nothing of models. */
@NullMarked
package dev.engram.hardness.glmm.numeric;

import org.jspecify.annotations.NullMarked;
