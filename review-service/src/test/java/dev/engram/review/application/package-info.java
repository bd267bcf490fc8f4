/** Doubles and conformance suites of the ports, and tests of the use cases on doubles. */
package dev.engram.review.application;
