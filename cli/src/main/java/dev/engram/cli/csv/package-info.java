/** Reads CSV files field by field and says exactly where one is wrong. */
@NullMarked
package dev.engram.cli.csv;

import org.jspecify.annotations.NullMarked;
