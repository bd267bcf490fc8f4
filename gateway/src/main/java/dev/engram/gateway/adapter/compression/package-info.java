/** Answers in fewer bytes, for clients that take gzip. */
@NullMarked
package dev.engram.gateway.adapter.compression;

import org.jspecify.annotations.NullMarked;
