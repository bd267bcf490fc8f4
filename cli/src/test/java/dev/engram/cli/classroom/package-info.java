/** Tests of the accounts of simulated classes. */
@NullMarked
package dev.engram.cli.classroom;

import org.jspecify.annotations.NullMarked;
