/** The events of Engram: what learners did and how decks changed. Plain records; no clock, no I/O. */
@NullMarked
package dev.engram.events;

import org.jspecify.annotations.NullMarked;
