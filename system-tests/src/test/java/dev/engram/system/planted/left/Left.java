package dev.engram.system.planted.left;

import dev.engram.system.planted.right.Right;

/** Depends on the package that depends on this one. */
public record Left(Right other) {}
