/** The rows of a fit and its terms: which reviews become rows, the tags of their cards, history and covariates, predicted lapses; the workload. */
@NullMarked
package dev.engram.hardness.frame;

import org.jspecify.annotations.NullMarked;
