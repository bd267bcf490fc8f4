/** What all studies share: tables of text, figures, JSON, progress. */
@NullMarked
package dev.engram.studies;

import org.jspecify.annotations.NullMarked;
