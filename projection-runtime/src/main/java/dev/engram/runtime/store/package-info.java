/** Documents, contexts, checkpoints and parked events of the generations of a projection, in MongoDB. */
@NullMarked
package dev.engram.runtime.store;

import org.jspecify.annotations.NullMarked;
