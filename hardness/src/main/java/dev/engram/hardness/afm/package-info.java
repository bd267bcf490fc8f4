/** The Additive Factors Model and learning curves by concept, as CMU DataShop defines them. */
@NullMarked
package dev.engram.hardness.afm;

import org.jspecify.annotations.NullMarked;
