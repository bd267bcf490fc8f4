/** The clients of MongoDB, one for requests and one for projections, and the check that it can keep what it acknowledges. */
@NullMarked
package dev.engram.kit.mongo;

import org.jspecify.annotations.NullMarked;
