/** The only public entry: sign-in, routes to the services, the page. */
@NullMarked
package dev.engram.gateway.adapter.http;

import org.jspecify.annotations.NullMarked;
