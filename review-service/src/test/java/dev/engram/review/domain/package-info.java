/** Tests of the rules of the door. */
package dev.engram.review.domain;
