/** Accounts in MongoDB. */
@NullMarked
package dev.engram.gateway.adapter.mongo;

import org.jspecify.annotations.NullMarked;
