/** What a learner may read about all reviews together: by time, and the cards that stand out. */
@NullMarked
package dev.engram.review.adapter.http.history;

import org.jspecify.annotations.NullMarked;
