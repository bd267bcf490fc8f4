/** What a client of any service is told, tried on a small service made of the kit. */
@NullMarked
package dev.engram.kit.door;

import org.jspecify.annotations.NullMarked;
