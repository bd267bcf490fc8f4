/** What the hardness commands share: arrays that grow, tables of text, progress on the standard error. */
@NullMarked
package dev.engram.cli.hardness;

import org.jspecify.annotations.NullMarked;
