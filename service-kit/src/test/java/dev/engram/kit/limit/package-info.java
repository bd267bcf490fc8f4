@NullMarked
package dev.engram.kit.limit;

import org.jspecify.annotations.NullMarked;
