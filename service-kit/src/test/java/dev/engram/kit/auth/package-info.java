/** Tests of join codes. */
@NullMarked
package dev.engram.kit.auth;

import org.jspecify.annotations.NullMarked;
