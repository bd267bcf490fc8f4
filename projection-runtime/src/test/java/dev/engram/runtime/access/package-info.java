@NullMarked
package dev.engram.runtime.access;

import org.jspecify.annotations.NullMarked;
