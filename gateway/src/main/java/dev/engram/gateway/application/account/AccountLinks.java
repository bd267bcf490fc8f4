package dev.engram.gateway.application.account;

import dev.engram.gateway.domain.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links that let somebody in once: mailed where that is possible, else answered to the administrator, who hands them on. */
public final class AccountLinks {
    private final MailSender mail;
    private final String publicUrl;

    /** @param publicUrl of the page, as people type it, such as {@code https://learn.example.org} */
    public AccountLinks(MailSender mail, String publicUrl) {
        this.mail = mail;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    /**
     * What became of a link.
     *
     * @param link null where it was mailed: then nobody else sees it
     */
    public record Delivery(boolean mailed, @Nullable String link, Instant expiresAt) {}

    /** Delivers an invitation. */
    Delivery invitation(Secret secret, @Nullable String email, Instant expiresAt) {
        return deliver(
                "invitation",
                secret,
                email,
                expiresAt,
                "Your invitation",
                "You are invited to make an account. Open this link and choose a name and a password:");
    }

    /** Delivers the link by which the password of {@code username} is set. */
    Delivery passwordReset(Secret secret, String username, @Nullable String email, Instant expiresAt) {
        return deliver(
                "password-reset",
                secret,
                email,
                expiresAt,
                "Set your password",
                "An administrator lets you set the password of the account " + username + ". Open this link:");
    }

    private Delivery deliver(
            String kind, Secret secret, @Nullable String email, Instant expiresAt, String subject, String text) {
        // behind '#', so that it stands in no log of a server
        var link = publicUrl + "/#" + kind + "=" + secret.text();
        var mailed = email != null
                && mail.send(
                        email,
                        subject,
                        text + "\n\n" + link + "\n\nIt works once, until " + expiresAt
                                + ". If you did not expect this letter, do nothing.\n");
        return new Delivery(mailed, mailed ? null : link, expiresAt);
    }
}
