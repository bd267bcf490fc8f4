package dev.engram.gateway.adapter.token;

import dev.engram.gateway.application.Passwords;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;

/** Passwords by bcrypt. */
@Singleton
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
