/** Clients of the public API and of the operations of the services. */
@NullMarked
package dev.engram.cli.api;

import org.jspecify.annotations.NullMarked;
