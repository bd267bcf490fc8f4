/** Tests of how well a fit describes its rows. */
@NullMarked
package dev.engram.hardness.diagnostics;

import org.jspecify.annotations.NullMarked;
