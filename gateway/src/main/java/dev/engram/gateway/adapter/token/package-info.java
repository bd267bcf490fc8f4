/** Tokens: signed here, and looked up where they are of a session. */
@NullMarked
package dev.engram.gateway.adapter.token;

import org.jspecify.annotations.NullMarked;
