/** Tests of the rules of the entry. */
package dev.engram.review.domain;
