/** Stored documents that cannot be read: named, counted, and kept from stopping the others. */
@NullMarked
package dev.engram.runtime.quarantine;

import org.jspecify.annotations.NullMarked;
