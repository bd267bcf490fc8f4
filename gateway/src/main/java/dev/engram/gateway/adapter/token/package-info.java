/** Tokens, signed. */
@NullMarked
package dev.engram.gateway.adapter.token;

import org.jspecify.annotations.NullMarked;
