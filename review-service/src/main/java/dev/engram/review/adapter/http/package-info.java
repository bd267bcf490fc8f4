/** The REST interface of the review service: JSON in, events inside, problem documents out. */
@NullMarked
package dev.engram.review.adapter.http;

import org.jspecify.annotations.NullMarked;
