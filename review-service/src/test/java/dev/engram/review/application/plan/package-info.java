/** Plans on doubles. */
package dev.engram.review.application.plan;
