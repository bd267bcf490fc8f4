/** {@code engram doctor}: looks at machine, home, broker and database for what keeps the stack from running well. */
@NullMarked
package dev.engram.cli.doctor;

import org.jspecify.annotations.NullMarked;
