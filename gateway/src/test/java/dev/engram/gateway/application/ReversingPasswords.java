package dev.engram.gateway.application;

import dev.engram.gateway.domain.Password;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hashes by writing backwards, and remembers what it was asked to compare. What begins with "old" is of an earlier release. */
public final class ReversingPasswords implements Passwords {
    public final List<String> compared = Collections.synchronizedList(new ArrayList<>());

    /** What happens once while a password is compared. */
    public volatile Runnable meanwhile = () -> {};

    @Override
    public String hash(Password password) {
        return new StringBuilder(password.text()).reverse().toString();
    }

    @Override
    public boolean matches(Password password, String hash) {
        compared.add(password.text());
        var happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        return hash(password).equals(hash.startsWith("old ") ? hash.substring(4) : hash);
    }

    @Override
    public boolean isCurrent(String hash) {
        return !hash.startsWith("old ");
    }

    @Override
    public boolean isCommon(Password password) {
        return password.text().startsWith("common");
    }
}
