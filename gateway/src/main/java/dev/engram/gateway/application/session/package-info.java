/** Sessions, personal access tokens, and what ends them. */
@NullMarked
package dev.engram.gateway.application.session;

import org.jspecify.annotations.NullMarked;
