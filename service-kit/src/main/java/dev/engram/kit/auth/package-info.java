/** Who calls: the learner and the roles of the token that the gateway signed. */
@NullMarked
package dev.engram.kit.auth;

import org.jspecify.annotations.NullMarked;
