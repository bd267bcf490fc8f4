/** The demo: one learner, two clients, three weeks, one of the clients offline for part of it. */
@NullMarked
package dev.engram.cli.demo;

import org.jspecify.annotations.NullMarked;
