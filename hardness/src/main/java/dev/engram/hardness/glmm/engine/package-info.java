/**
 * The engine of all methods: one layout of the rows, one pass over them and one system of normal equations. {@code LaplaceFit}
 * is {@code joint} and {@code laplace}, {@code PqlFit} is {@code pql}; they differ in how standard deviations are found.
 */
@NullMarked
package dev.engram.hardness.glmm.engine;

import org.jspecify.annotations.NullMarked;
