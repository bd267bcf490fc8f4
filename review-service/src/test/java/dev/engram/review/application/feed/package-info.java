/** Tests of the feed. */
package dev.engram.review.application.feed;
