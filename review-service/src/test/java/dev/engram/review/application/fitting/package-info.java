/** Fits of weights on doubles. */
package dev.engram.review.application.fitting;
