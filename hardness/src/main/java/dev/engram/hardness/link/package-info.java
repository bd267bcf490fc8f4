/** Puts the effects of one version of a study on the scale of another. */
@NullMarked
package dev.engram.hardness.link;

import org.jspecify.annotations.NullMarked;
