/** Commands of authors: import and export of deck files. */
@NullMarked
package dev.engram.cli.deck;

import org.jspecify.annotations.NullMarked;
