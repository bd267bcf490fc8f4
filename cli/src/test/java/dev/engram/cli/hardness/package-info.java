/** Tests of the package of the same name. */
@NullMarked
package dev.engram.cli.hardness;

import org.jspecify.annotations.NullMarked;
