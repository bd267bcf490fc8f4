/** The fold of a card's history, and what is read from it. */
@NullMarked
package dev.engram.scheduler;

import org.jspecify.annotations.NullMarked;
