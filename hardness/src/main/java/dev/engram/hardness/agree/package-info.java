/** How far two rankings of the same things agree, ties included. */
@NullMarked
package dev.engram.hardness.agree;

import org.jspecify.annotations.NullMarked;
