/** The local stack: a broker, a mongod and the four services as processes of this machine, on loopback. */
@NullMarked
package dev.engram.cli.stack;

import org.jspecify.annotations.NullMarked;
