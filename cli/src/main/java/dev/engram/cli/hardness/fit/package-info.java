/** {@code engram hardness fit}: a mixed model from a CSV file, fitted and shown as text or JSON. */
@NullMarked
package dev.engram.cli.hardness.fit;

import org.jspecify.annotations.NullMarked;
