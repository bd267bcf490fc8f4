/** Tests of the package of the same name. */
@NullMarked
package dev.engram.cli.csv;

import org.jspecify.annotations.NullMarked;
