/** The HTTP interface of this service. */
@NullMarked
package dev.engram.analytics.adapter.http;

import org.jspecify.annotations.NullMarked;
