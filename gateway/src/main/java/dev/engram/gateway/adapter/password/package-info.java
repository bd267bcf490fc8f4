/** Hashes of passwords, and the list of the commonest. */
@NullMarked
package dev.engram.gateway.adapter.password;

import org.jspecify.annotations.NullMarked;
