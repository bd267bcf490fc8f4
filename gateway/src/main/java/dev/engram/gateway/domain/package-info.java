/** Accounts, attempts to sign in and the table of routes: plain rules. */
@NullMarked
package dev.engram.gateway.domain;

import org.jspecify.annotations.NullMarked;
