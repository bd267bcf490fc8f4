package dev.engram.gateway.adapter.account;

import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.HashingQueue;
import dev.engram.gateway.application.KnownDevices;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.application.SignOutListener;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.application.account.AccountLinks;
import dev.engram.gateway.application.account.InvitationStore;
import dev.engram.gateway.application.account.Invitations;
import dev.engram.gateway.application.account.MailSender;
import dev.engram.gateway.application.account.NewPasswords;
import dev.engram.gateway.application.account.PasswordChanges;
import dev.engram.gateway.application.account.PasswordResetStore;
import dev.engram.gateway.application.account.ProviderSignIn;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Changes of accounts, put together. */
@ApplicationScoped
class AccountBeans {
    private static final Clock CLOCK = Clock.systemUTC();

    /** How people get accounts. */
    @ConfigMapping(prefix = "engram.gateway")
    public interface AccountsConfig {
        /** Whether everybody who reaches the gateway may make an account with the role learner. */
        @WithDefault("false")
        boolean signUp();

        /** The page as people type it; links in letters begin with it. */
        @WithDefault("http://127.0.0.1:8080")
        String publicUrl();
    }

    @Produces
    @Singleton
    static NewPasswords newPasswords(Passwords passwords, HashingQueue hashing) {
        return new NewPasswords(passwords, hashing);
    }

    @Produces
    @Singleton
    static AccountChanges changes(AccountStore accounts, SignOutListener sessions, AuditTrail audit) {
        return new AccountChanges(accounts, sessions, audit, CLOCK);
    }

    @Produces
    @Singleton
    static ProviderSignIn providerSignIn(AccountStore accounts, AccountChanges changes, AuditTrail audit) {
        return new ProviderSignIn(accounts, changes, audit, CLOCK);
    }

    @Produces
    @Singleton
    static AccountLinks links(MailSender mail, AccountsConfig config) {
        return new AccountLinks(mail, config.publicUrl());
    }

    @Produces
    @Singleton
    static PasswordChanges passwordChanges(
            AccountStore accounts,
            AccountChanges changes,
            NewPasswords passwords,
            PasswordResetStore resets,
            AccountLinks links,
            KnownDevices devices,
            AttemptStore attempts,
            AuditTrail audit) {
        return new PasswordChanges(accounts, changes, passwords, resets, links, devices, attempts, audit, CLOCK);
    }

    @Produces
    @Singleton
    static Invitations invitations(
            InvitationStore store,
            AccountStore accounts,
            AccountChanges changes,
            NewPasswords passwords,
            AccountLinks links,
            AttemptStore attempts,
            AuditTrail audit) {
        return new Invitations(store, accounts, changes, passwords, links, attempts, audit, CLOCK);
    }
}
