/** Reads CSV files field by field and says exactly where one is wrong. */
@NullMarked
package dev.engram.studies.csv;

import org.jspecify.annotations.NullMarked;
