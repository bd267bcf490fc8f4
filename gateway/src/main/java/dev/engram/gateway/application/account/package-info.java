/** How accounts are made and changed: by administrators, by their owners, and by links that work once. */
@NullMarked
package dev.engram.gateway.application.account;

import org.jspecify.annotations.NullMarked;
