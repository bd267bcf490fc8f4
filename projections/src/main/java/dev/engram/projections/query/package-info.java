/** What services ask of their projections: all answers to one request are of one moment. */
@NullMarked
package dev.engram.projections.query;

import org.jspecify.annotations.NullMarked;
