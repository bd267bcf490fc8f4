package dev.engram.gateway.adapter.token;

import dev.engram.gateway.application.Passwords;
import io.quarkus.elytron.security.common.BcryptUtil;

/** Passwords by bcrypt. */
public final class BcryptPasswords implements Passwords {
    @Override
    public String hash(String password) {
        return BcryptUtil.bcryptHash(password);
    }

    @Override
    public boolean matches(String password, String hash) {
        return BcryptUtil.matches(password, hash);
    }
}
