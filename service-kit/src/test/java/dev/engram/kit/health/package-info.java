/** Tests of readiness. */
@NullMarked
package dev.engram.kit.health;

import org.jspecify.annotations.NullMarked;
