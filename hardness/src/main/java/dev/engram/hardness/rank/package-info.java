/** From effects and their covariance to ranks, with what is and is not known of them. */
@NullMarked
package dev.engram.hardness.rank;

import org.jspecify.annotations.NullMarked;
