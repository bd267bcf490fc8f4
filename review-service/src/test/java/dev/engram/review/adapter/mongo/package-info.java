/** The ports on projections, on a real broker and a real database. */
package dev.engram.review.adapter.mongo;
