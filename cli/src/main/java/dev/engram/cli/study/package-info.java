/** What learners do from the command line. */
@NullMarked
package dev.engram.cli.study;

import org.jspecify.annotations.NullMarked;
