@org.jspecify.annotations.NullMarked
package dev.engram.review.adapter.fitting;
