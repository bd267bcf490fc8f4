/** Mixed models of ordered ratings: how much a ranking depends on counting Again alone as a lapse. */
@NullMarked
package dev.engram.hardness.ordinal;

import org.jspecify.annotations.NullMarked;
