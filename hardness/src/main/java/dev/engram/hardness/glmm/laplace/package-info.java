/** The methods {@code joint} and {@code laplace}: modes, the Laplace approximation and its optimum. */
@NullMarked
package dev.engram.hardness.glmm.laplace;

import org.jspecify.annotations.NullMarked;
