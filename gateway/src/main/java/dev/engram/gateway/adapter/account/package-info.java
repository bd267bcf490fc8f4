/** The calls about accounts, and the audit trail. */
@NullMarked
package dev.engram.gateway.adapter.account;

import org.jspecify.annotations.NullMarked;
