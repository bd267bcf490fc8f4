/** Tests of the package of the same name. */
@NullMarked
package dev.engram.cli.hardness.fit;

import org.jspecify.annotations.NullMarked;
