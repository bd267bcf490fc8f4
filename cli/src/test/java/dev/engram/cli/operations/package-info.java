@NullMarked
package dev.engram.cli.operations;

import org.jspecify.annotations.NullMarked;
