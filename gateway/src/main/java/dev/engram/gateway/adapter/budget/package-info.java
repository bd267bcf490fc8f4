/** How much callers may have under way and send, and the bodies that are read within that. */
@NullMarked
package dev.engram.gateway.adapter.budget;

import org.jspecify.annotations.NullMarked;
