/** The service over HTTP: JSON, entity tags as versions, problem documents. */
@NullMarked
package dev.engram.card.adapter.http;

import org.jspecify.annotations.NullMarked;
