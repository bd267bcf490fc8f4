/** Tests of the local stack's parts that need no stack. */
@NullMarked
package dev.engram.cli.stack;

import org.jspecify.annotations.NullMarked;
