/** Erasing people, step by step. */
@NullMarked
package dev.engram.gateway.application.erasure;

import org.jspecify.annotations.NullMarked;
