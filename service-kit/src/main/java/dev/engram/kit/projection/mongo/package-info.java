/** Documents, contexts, checkpoints and generations of projections in MongoDB. */
@NullMarked
package dev.engram.kit.projection.mongo;

import org.jspecify.annotations.NullMarked;
