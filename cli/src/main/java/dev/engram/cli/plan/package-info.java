/** Commands about the plan of a learner. */
@NullMarked
package dev.engram.cli.plan;

import org.jspecify.annotations.NullMarked;
