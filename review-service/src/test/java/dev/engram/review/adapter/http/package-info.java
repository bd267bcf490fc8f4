/** The service as its clients see it, on a real broker and a real database. */
package dev.engram.review.adapter.http;
