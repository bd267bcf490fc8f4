@NullMarked
package dev.engram.cli.bench.merge;

import org.jspecify.annotations.NullMarked;
