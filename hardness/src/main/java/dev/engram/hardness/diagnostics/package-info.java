/** How well a fit describes its rows: variance explained, reliability, calibration, mean squares, simulations; learners left out. */
@NullMarked
package dev.engram.hardness.diagnostics;

import org.jspecify.annotations.NullMarked;
