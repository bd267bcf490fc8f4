/** TLS of clients: whom they trust, as whom they show themselves, and what a failed handshake says. */
@NullMarked
package dev.engram.runtime.tls;

import org.jspecify.annotations.NullMarked;
