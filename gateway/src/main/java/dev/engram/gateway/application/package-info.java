/** Signing in. */
@NullMarked
package dev.engram.gateway.application;

import org.jspecify.annotations.NullMarked;
