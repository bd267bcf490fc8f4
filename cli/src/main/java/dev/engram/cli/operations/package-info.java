/** Commands for operators: status, rebuild, audit, parked events, republishing. */
@NullMarked
package dev.engram.cli.operations;

import org.jspecify.annotations.NullMarked;
