/** {@code engram demo}: the demo, and a class of simulated learners beside it. */
@NullMarked
package dev.engram.cli.demo.command;

import org.jspecify.annotations.NullMarked;
