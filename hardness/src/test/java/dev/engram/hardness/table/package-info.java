/** Tests of the tables of a study. */
@NullMarked
package dev.engram.hardness.table;

import org.jspecify.annotations.NullMarked;
