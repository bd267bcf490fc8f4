/** The keys with which tokens are signed. */
@NullMarked
package dev.engram.runtime.token;

import org.jspecify.annotations.NullMarked;
