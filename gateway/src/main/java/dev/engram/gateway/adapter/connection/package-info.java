/** Connections of clients below HTTP: how many there are, how long each may take to send a header, and TLS. */
@NullMarked
package dev.engram.gateway.adapter.connection;

import org.jspecify.annotations.NullMarked;
