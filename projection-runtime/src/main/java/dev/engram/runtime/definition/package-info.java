/** What a projection needs beside its fold in order to run: topic, decoder and mapping to documents. */
@NullMarked
package dev.engram.runtime.definition;

import org.jspecify.annotations.NullMarked;
