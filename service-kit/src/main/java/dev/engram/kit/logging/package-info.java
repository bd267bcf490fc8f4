/** What log lines say of the request that they belong to, and how often they may say the same. */
@NullMarked
package dev.engram.kit.logging;

import org.jspecify.annotations.NullMarked;
