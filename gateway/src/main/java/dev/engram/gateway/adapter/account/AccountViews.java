package dev.engram.gateway.adapter.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.gateway.application.account.AccountLinks.Delivery;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Invitation;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Accounts as they are answered. What is null is left out. */
final class AccountViews {
    private AccountViews() {}

    /**
     * An account. Pseudonyms are in no answer about others: only the gateway's store links them to names.
     *
     * @param hasPassword false where nobody signs in with a password yet
     */
    @Schema(name = "Account")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountView(
            String username,
            @Nullable String email,
            SortedSet<String> roles,
            boolean disabled,
            boolean hasPassword,
            @Nullable Instant createdAt) {
        static AccountView of(Account account) {
            return new AccountView(
                    account.username(),
                    account.email(),
                    new TreeSet<>(account.roles()),
                    account.disabled(),
                    account.passwordHash() != null,
                    account.createdAt());
        }
    }

    /** @param next the cursor of the next page, absent on the last one */
    @Schema(name = "AccountPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountPage(
            List<AccountView> accounts, @Nullable String next) {}

    /**
     * A link that works once.
     *
     * @param link absent where it was mailed
     */
    @Schema(name = "OneTimeLink")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LinkView(boolean mailed, @Nullable String link, Instant expiresAt) {
        static LinkView of(Delivery delivery) {
            return new LinkView(delivery.mailed(), delivery.link(), delivery.expiresAt());
        }
    }

    /** @param passwordLink by which its owner sets a password */
    @Schema(name = "NewAccount")
    public record NewAccountView(AccountView account, LinkView passwordLink) {}

    /** @param createdBy the username of the administrator, absent if that account is gone */
    @Schema(name = "Invitation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InvitationView(
            UUID id,
            SortedSet<String> roles,
            @Nullable String email,
            @Nullable String createdBy,
            Instant createdAt,
            Instant expiresAt) {
        static InvitationView of(Invitation invitation, @Nullable String createdBy) {
            return new InvitationView(
                    invitation.id(),
                    new TreeSet<>(invitation.roles()),
                    invitation.email(),
                    createdBy,
                    invitation.createdAt(),
                    invitation.expiresAt());
        }
    }

    /** @param next the cursor of the next page, absent on the last one */
    @Schema(name = "InvitationPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InvitationPage(
            List<InvitationView> invitations, @Nullable UUID next) {}

    /** An invitation and its link. */
    @Schema(name = "NewInvitation")
    public record NewInvitationView(InvitationView invitation, LinkView link) {}

    /** An account with its version as ETag. */
    static Response.ResponseBuilder response(Response.Status status, Account account, Object entity) {
        return Response.status(status).entity(entity).tag(new EntityTag(Long.toString(account.version())));
    }
}
