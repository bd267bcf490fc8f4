package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.token.SigningKey;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.application.SignIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the parts together. */
@ApplicationScoped
class GatewayBeans {

    @Produces
    @Singleton
    SignIn signIn(AccountStore accounts, Passwords passwords, GatewayConfig config) {
        return new SignIn(accounts, passwords, Clock.systemUTC(), config.hasDemoAccounts());
    }

    @Produces
    @Singleton
    TokenSigner signer(GatewayConfig config) {
        return new TokenSigner(SigningKey.read(config.signingKey().orElseThrow(SigningKey::notSet)));
    }
}
