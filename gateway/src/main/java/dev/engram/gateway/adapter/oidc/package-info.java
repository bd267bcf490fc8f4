/** Sign-in through OpenID Connect: what the provider says of a person becomes an account and a session of our own. */
@NullMarked
package dev.engram.gateway.adapter.oidc;

import org.jspecify.annotations.NullMarked;
