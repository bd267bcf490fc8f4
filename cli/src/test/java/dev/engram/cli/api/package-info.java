/** Tests of the clients against HTTP servers of the JDK. */
@NullMarked
package dev.engram.cli.api;

import org.jspecify.annotations.NullMarked;
