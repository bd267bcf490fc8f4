/** Whether a server of MongoDB can keep what it acknowledges. */
@NullMarked
package dev.engram.runtime.mongo;

import org.jspecify.annotations.NullMarked;
