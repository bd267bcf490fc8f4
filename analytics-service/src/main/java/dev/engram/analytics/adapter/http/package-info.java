/** The HTTP interface of this service: figures as JSON and as CSV. */
@NullMarked
package dev.engram.analytics.adapter.http;

import org.jspecify.annotations.NullMarked;
