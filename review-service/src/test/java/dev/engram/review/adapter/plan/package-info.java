/** Bodies of plans. */
package dev.engram.review.adapter.plan;
