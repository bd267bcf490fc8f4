/** The committed events of the demo, and the answers that a script outside Java computed from them. */
@NullMarked
package dev.engram.analytics.demo;

import org.jspecify.annotations.NullMarked;
