/** What people do about what is held of them. */
@NullMarked
package dev.engram.cli.person;

import org.jspecify.annotations.NullMarked;
