/** As whom processes use the broker and the database, and the users that both are given, each with the least rights. */
@NullMarked
package dev.engram.runtime.access;

import org.jspecify.annotations.NullMarked;
