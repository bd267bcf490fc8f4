/** The study plan over HTTP. */
@NullMarked
package dev.engram.review.adapter.plan;

import org.jspecify.annotations.NullMarked;
