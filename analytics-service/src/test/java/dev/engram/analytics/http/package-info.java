/** The service as a whole, on a real broker and a real mongod. */
@NullMarked
package dev.engram.analytics.http;

import org.jspecify.annotations.NullMarked;
