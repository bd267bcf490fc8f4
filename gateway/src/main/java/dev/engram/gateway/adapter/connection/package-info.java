/** Connections of clients below HTTP: how many there are, and how long each may take to send a header. */
@NullMarked
package dev.engram.gateway.adapter.connection;

import org.jspecify.annotations.NullMarked;
