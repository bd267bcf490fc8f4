@NullMarked
package dev.engram.cli.bench.analytics;

import org.jspecify.annotations.NullMarked;
