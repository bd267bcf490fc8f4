/** What has changed for a learner: page by page, and as it happens. */
@NullMarked
package dev.engram.review.application.feed;

import org.jspecify.annotations.NullMarked;
