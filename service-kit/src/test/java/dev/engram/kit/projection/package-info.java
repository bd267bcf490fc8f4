/** What operators see of projections and do to them, tried on a small service with real servers. */
@NullMarked
package dev.engram.kit.projection;

import org.jspecify.annotations.NullMarked;
