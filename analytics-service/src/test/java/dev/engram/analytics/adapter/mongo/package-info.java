/** The adapters on a real broker and a real mongod. */
@NullMarked
package dev.engram.analytics.adapter.mongo;

import org.jspecify.annotations.NullMarked;
