/** {@code engram bench ingest}: how fast reviews are taken, beside a bare producer and a bare endpoint in the same run. */
@NullMarked
package dev.engram.cli.bench.ingest;

import org.jspecify.annotations.NullMarked;
