/** Erasing people and giving them what is held about them. */
@NullMarked
package dev.engram.gateway.adapter.erasure;

import org.jspecify.annotations.NullMarked;
