/** The local stack: a broker, a mongod and the four services as processes of this machine, on 127.0.0.1. */
@NullMarked
package dev.engram.cli.stack;

import org.jspecify.annotations.NullMarked;
