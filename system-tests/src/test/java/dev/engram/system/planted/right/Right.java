package dev.engram.system.planted.right;

import dev.engram.system.planted.left.Left;

/** Depends on the package that depends on this one. */
public record Right(Left other) {}
