/** The check of MongoDB against real servers. */
@NullMarked
package dev.engram.kit.mongo;

import org.jspecify.annotations.NullMarked;
