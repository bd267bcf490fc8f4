/** Whether a service is ready and alive, and how it refuses to run. */
@NullMarked
package dev.engram.kit.health;

import org.jspecify.annotations.NullMarked;
