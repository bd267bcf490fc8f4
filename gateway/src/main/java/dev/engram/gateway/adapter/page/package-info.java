/** The pages that browsers show, and the other files that the gateway has in itself. */
@NullMarked
package dev.engram.gateway.adapter.page;

import org.jspecify.annotations.NullMarked;
