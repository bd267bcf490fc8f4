/** Tests of the audit on a real broker and a real database. */
@NullMarked
package dev.engram.runtime.audit;

import org.jspecify.annotations.NullMarked;
