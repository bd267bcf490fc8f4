/** Tests of the figures against published check values. */
@NullMarked
package dev.engram.analytics.domain;

import org.jspecify.annotations.NullMarked;
