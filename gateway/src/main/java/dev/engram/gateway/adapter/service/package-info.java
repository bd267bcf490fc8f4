/** Services, asked while a caller waits. */
@NullMarked
package dev.engram.gateway.adapter.service;

import org.jspecify.annotations.NullMarked;
