/** How long to wait before something that failed is tried again. */
@NullMarked
package dev.engram.runtime.retry;

import org.jspecify.annotations.NullMarked;
