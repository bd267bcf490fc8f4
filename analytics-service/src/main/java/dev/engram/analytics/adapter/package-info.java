/** Binds the parts of this service together. */
@NullMarked
package dev.engram.analytics.adapter;

import org.jspecify.annotations.NullMarked;
