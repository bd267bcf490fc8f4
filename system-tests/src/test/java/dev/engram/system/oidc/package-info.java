/** Sign-in through OpenID Connect, with a Keycloak of its own: `./engram test oidc`. */
@NullMarked
package dev.engram.system.oidc;

import org.jspecify.annotations.NullMarked;
