/** Answers and limits of any service, on a small service made of the kit. */
@NullMarked
package dev.engram.kit.http;

import org.jspecify.annotations.NullMarked;
