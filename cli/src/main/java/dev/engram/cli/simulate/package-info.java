/** Classes of simulated learners on the local stack: their accounts, cohorts and answers. */
@NullMarked
package dev.engram.cli.simulate;

import org.jspecify.annotations.NullMarked;
