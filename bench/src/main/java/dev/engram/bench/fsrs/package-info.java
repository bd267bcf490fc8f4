/** Speed of the FSRS library, alone (JMH) and beside the engines of Node. */
@NullMarked
package dev.engram.bench.fsrs;

import org.jspecify.annotations.NullMarked;
