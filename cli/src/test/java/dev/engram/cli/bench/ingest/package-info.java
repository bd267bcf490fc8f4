/** Tests of the load, its figures and their table. */
@NullMarked
package dev.engram.cli.bench.ingest;

import org.jspecify.annotations.NullMarked;
