/** Tests of the demo's script and of what it shows. */
@NullMarked
package dev.engram.cli.demo;

import org.jspecify.annotations.NullMarked;
