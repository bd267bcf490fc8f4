/** The broker and the databases of an installation, as operators' tools use them. */
@NullMarked
package dev.engram.maintenance.cluster;

import org.jspecify.annotations.NullMarked;
