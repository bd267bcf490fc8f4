/** Accounts and cohorts of simulated classes on a local stack. */
@NullMarked
package dev.engram.cli.classroom;

import org.jspecify.annotations.NullMarked;
