/** How well a fit describes its rows: variance explained, reliability, calibration, mean squares, simulations. */
@NullMarked
package dev.engram.hardness.diagnostics;

import org.jspecify.annotations.NullMarked;
