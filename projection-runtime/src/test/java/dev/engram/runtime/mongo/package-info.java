/** The check of MongoDB against real servers. */
@NullMarked
package dev.engram.runtime.mongo;

import org.jspecify.annotations.NullMarked;
