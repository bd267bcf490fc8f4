/** Where people stand in the databases of gateway and card-service, and how they are removed: while it runs, and by a restore. */
@NullMarked
package dev.engram.runtime.erasure;

import org.jspecify.annotations.NullMarked;
