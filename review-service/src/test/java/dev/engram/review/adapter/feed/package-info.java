/** Tests of the feed's streams. */
package dev.engram.review.adapter.feed;
