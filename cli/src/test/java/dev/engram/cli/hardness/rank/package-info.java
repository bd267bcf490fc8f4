/** Tests of the package of the same name. */
@NullMarked
package dev.engram.cli.hardness.rank;

import org.jspecify.annotations.NullMarked;
